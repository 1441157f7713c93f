// Sends large documents in parts, and goes on after a broken connection where the last part arrived.
// Wagtail's uploader (jquery.fileupload) does the sending; here it learns how large a part is, and not to give up.
(() => {
  "use strict";

  const { partBytes, waiting, givenUp } = document.currentScript.dataset;
  const PAUSES_S = [1, 3, 10, 30, 60];

  const say = (data, text) => {
    const item = data.context && data.context[0];
    if (!item) return;
    let line = item.querySelector(".library-connection");
    if (!line) {
      line = document.createElement("p");
      line.className = "library-connection";
      line.setAttribute("role", "status");
      item.querySelector(".right").prepend(line);
    }
    line.textContent = text;
    line.hidden = !text;
  };

  window.jQuery(($) => {
    const input = $("#fileupload");
    input.fileupload("option", "maxChunkSize", Number(partBytes));

    input.on("fileuploadchunkdone fileuploaddone", (event, data) => {
      data.files[0].failures = 0;
      say(data, "");
    });

    input.on("fileuploadfail", (event, data) => {
      const file = data.files[0];
      // An answer, whichever, is no broken connection; nor is a file that is sent at once.
      const answered = data.jqXHR && data.jqXHR.status >= 400 && data.jqXHR.status < 500;
      if (answered || file.size <= Number(partBytes) || data.errorThrown === "abort") return;
      const pause = PAUSES_S[file.failures || 0];
      file.failures = (file.failures || 0) + 1;
      if (pause === undefined) {
        say(data, givenUp);
        return;
      }
      say(data, waiting);
      window.setTimeout(() => {
        data.context.removeClass("upload-failure upload-complete").addClass("upload-uploading");
        // Kept from the first try; without it the part is cut out of the file anew.
        data.data = null;
        data.submit();
      }, pause * 1000);
    });
  });
})();
