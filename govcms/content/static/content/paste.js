// Pastes a document from Word, Google Docs or Outlook as blocks: takes the pictures out of what is on the clipboard or in
// a file of Word, has the server make blocks of the rest, shows them, and inserts them at the end of the body. What was
// pasted stays in the dialogue until it is in the page.

const paste = document.getElementById("paste");
// By its address, which changes with what is in it.
const { isPicture, isWordFile, takePictures } = paste ? await import(paste.dataset.clipboard) : {};

const startPasting = (dialog) => {
    const part = (name) => dialog.querySelector(`[data-${name}]`);
    const stream = () => document.getElementById("body-root")?.rootBlock;
    // By their numbers; null for one that was not handed over.
    let pictures = [];
    let found = null;

    const tell = (words) => {
        part("problem").textContent = words;
    };

    const say = (words) => {
        part("status").textContent = words;
    };

    const step = (name) => {
        dialog.querySelectorAll("[data-step]").forEach((each) => {
            each.hidden = each.dataset.step !== name;
        });
    };

    const send = async (url, values) => {
        const data = new FormData();
        Object.entries(values).forEach(([name, value]) => data.append(name, value));
        const csrf = document.querySelector("input[name=csrfmiddlewaretoken]").value;
        let answer;
        try {
            answer = await fetch(url, { method: "POST", body: data, headers: { "X-CSRFToken": csrf, Accept: "application/json" } });
            const content = await answer.json();
            return answer.ok ? content : { error: content.error ?? content.message ?? dialog.dataset.lost };
        } catch {
            return { error: dialog.dataset.lost };
        }
    };

    // What is wrong with a picture before it is sent; where there is none, there is nothing to send.
    const problemOf = (blob) => (blob && blob.size > Number(dialog.dataset.maxBytes) ? dialog.dataset.tooLarge : "");

    const showPicture = (item) => {
        const blob = pictures[item.dataset.number];
        const shown = item.querySelector("img");
        URL.revokeObjectURL(shown.src);
        shown.hidden = !blob;
        if (blob) shown.src = URL.createObjectURL(blob);
        const problem = problemOf(blob);
        item.querySelector("[data-picture-problem]").textContent = problem;
        item.querySelector("[data-missing]").hidden = Boolean(blob);
        item.querySelector("[data-words]").hidden = !blob;
        item.querySelector("[data-other]").hidden = Boolean(blob) && !problem;
    };

    const take = (item, files) => {
        const file = [...files].find(isPicture);
        if (!item || !file) return;
        pictures[item.dataset.number] = file;
        showPicture(item);
        item.querySelector("[data-alt]").focus();
    };

    const row = (picture) => {
        const item = dialog.querySelector("template[data-picture]").content.cloneNode(true).firstElementChild;
        item.dataset.number = picture.number;
        item.dataset.block = picture.block;
        item.querySelector("[data-alt]").value = picture.alt;
        item.querySelector("[data-other] input").addEventListener("change", (event) => take(item, event.target.files));
        item.querySelector("img").addEventListener("error", () => {
            pictures[picture.number] = null;
            showPicture(item);
        });
        showPicture(item);
        return item;
    };

    const review = () => {
        part("left-out").replaceChildren(
            ...found.left_out.map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence })),
        );
        part("left-out-part").hidden = !found.left_out.length;
        part("pictures").replaceChildren(...found.pictures.map(row));
        part("missing-hint").hidden = found.pictures.every((picture) => pictures[picture.number]);
        part("pictures-part").hidden = !found.pictures.length;
        // Our own templates made it, of what was made anew from the document.
        part("preview").innerHTML = found.preview;
        part("preview").querySelectorAll("a").forEach((link) => link.removeAttribute("href"));
        step("review");
        dialog.scrollTop = 0;
        [...part("review").querySelectorAll("h3")].find((heading) => heading.offsetParent).focus({ preventScroll: true });
    };

    const convert = async (clipboard) => {
        tell("");
        say(dialog.dataset.reading);
        const taken = await takePictures(clipboard, dialog.dataset.pictureHosts.split(" "));
        const answer = await send(dialog.dataset.convertUrl, { html: taken.html });
        say("");
        if (answer.error) {
            tell(answer.error);
            return;
        }
        pictures = taken.pictures;
        found = answer;
        review();
    };

    // A file of Word has all its pictures in it.
    const convertFile = async (file) => {
        tell("");
        say(dialog.dataset.reading);
        const answer = await send(dialog.dataset.fileUrl, { file });
        say("");
        if (answer.error) tell(answer.error);
        else await convert(answer);
    };

    const convertFiles = (files) => {
        const document = files.find(isWordFile);
        return document ? convertFile(document) : convert({ html: "", files });
    };

    // Each picture is sent once, also where another of them has to be described first.
    const sendPictures = async () => {
        let problem = null;
        const items = [...part("pictures").children];
        for (const [number, item] of items.entries()) {
            const block = found.blocks[Number(item.dataset.block)];
            const blob = pictures[item.dataset.number];
            block.omit = !blob || item.querySelector("[data-omit]").checked;
            if (block.omit || block.value.image) continue;
            say(dialog.dataset.sending.replace("{number}", number + 1).replace("{total}", items.length));
            const alt = item.querySelector("[data-alt]");
            const title = alt.value.trim().slice(0, 100) || blob.name || "picture";
            const values = { title, alt_text: alt.value };
            if (item.querySelector("[data-decorative]").checked) values.is_decorative = "on";
            const name = blob.name ?? `picture.${blob.type.split("/")[1].replace("jpeg", "jpg")}`;
            values.file = new File([blob], name, { type: blob.type });
            const answer = problemOf(blob) ? { error: problemOf(blob) } : await send(dialog.dataset.pictureUrl, values);
            item.querySelector("[data-picture-problem]").textContent = answer.error ?? "";
            const other = item.querySelector("[data-other]");
            other.hidden = !answer.error;
            if (answer.error) {
                problem ??= problemOf(blob) ? other.querySelector("input") : alt;
            } else {
                block.value = answer.value;
                // From here on its words are those of the library.
                item.querySelectorAll("input:not([data-omit])").forEach((input) => {
                    input.disabled = true;
                });
            }
        }
        say("");
        problem?.focus();
        return !problem;
    };

    // Where a body consists of parts, each main heading begins one; what stands before the first is a part without title.
    const inParts = (blocks) =>
        blocks.reduce((parts, block) => {
            const begins = block.type === "heading" && block.value.level.includes("h2");
            if (begins || !parts.length) {
                parts.push({ type: "part", value: { title: begins ? block.value.text : "", slug: "", body: [] }, id: null });
            }
            if (!begins) parts.at(-1).value.body.push(block);
            return parts;
        }, []);

    const insert = async () => {
        part("insert").disabled = true;
        try {
            if (!(await sendPictures())) return;
            const body = stream();
            const blocks = found.blocks
                .filter((block) => !block.omit)
                .map((block) => ({ type: block.type, value: block.value, id: block.id }));
            const isInParts = "part" in body.blockDef.childBlockDefsByName;
            (isInParts ? inParts(blocks) : blocks).forEach((block) => body.insert(block, body.children.length));
            document.querySelector("form[data-edit-form]")?.dispatchEvent(new Event("change", { bubbles: true }));
            begin();
            dialog.close();
            document.getElementById("paste-status").textContent = dialog.dataset.done;
        } finally {
            part("insert").disabled = false;
        }
    };

    const begin = () => {
        found = null;
        pictures = [];
        part("box").replaceChildren();
        tell("");
        step("paste");
    };

    part("box").addEventListener("paste", (event) => {
        const clipboard = event.clipboardData;
        const files = [...clipboard.files];
        const html = clipboard.getData("text/html");
        const words = clipboard.getData("text/plain");
        event.preventDefault();
        if (!html && files.some((file) => isWordFile(file) || isPicture(file))) {
            convertFiles(files);
            return;
        }
        const plain = document.createElement("div");
        words.split(/\n+/).forEach((line) => plain.append(Object.assign(document.createElement("p"), { textContent: line })));
        convert({ html: html || plain.outerHTML, rtf: clipboard.getData("text/rtf"), files });
    });
    part("box").addEventListener("dragover", (event) => event.preventDefault());
    part("box").addEventListener("drop", (event) => {
        const files = [...event.dataTransfer.files];
        if (!files.length) return;
        event.preventDefault();
        convertFiles(files);
    });
    part("file").addEventListener("change", () => {
        convertFiles([...part("file").files]);
        // The same file may be chosen again once it was mended.
        part("file").value = "";
    });
    // A picture that did not come along, pasted alone: it takes the place where the focus is, or the first that is empty.
    document.addEventListener("paste", (event) => {
        if (!dialog.open || !found || !event.clipboardData.files.length) return;
        const empty = [...part("pictures").children].filter((item) => !pictures[item.dataset.number]);
        take(empty.find((item) => item.contains(event.target)) ?? empty[0], event.clipboardData.files);
    });
    part("insert").addEventListener("click", insert);
    part("again").addEventListener("click", () => {
        begin();
        part("box").focus();
    });

    const opener = Object.assign(document.createElement("button"), { type: "button", className: "button button-secondary paste-open" });
    opener.textContent = dialog.dataset.openLabel;
    opener.addEventListener("click", () => {
        dialog.showModal();
        if (!found) part("box").focus();
    });
    const place = () => {
        const body = document.getElementById("body-root");
        // A stream of other things than blocks of text, as of steps, has no place for a document.
        const kinds = body?.rootBlock?.blockDef.childBlockDefsByName;
        if (!kinds || !("rich_text" in kinds || "part" in kinds) || opener.isConnected) return;
        body.parentElement.insertBefore(opener, body);
    };
    document.addEventListener("w-block:ready", place);
    window.addEventListener("load", place);
    place();
};

if (paste) startPasting(paste);
