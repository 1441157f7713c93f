// Pastes a document from Word, Google Docs or Outlook as blocks: takes the pictures out of what is on the clipboard,
// has the server make blocks of the rest, shows them, and inserts them at the end of the body. What was pasted stays in
// the dialogue until it is in the page.

const paste = document.getElementById("paste");

// What programs leave in place of a picture whose bytes they put elsewhere on the clipboard.
const RTF_PICTURE = /\{\\\*?\\?pict[\s\S]+?\\bliptag-?\d+(?:\\blipupi-?\d+)?(?:\{\\\*\\blipuid\s?[\da-fA-F]+)?[\s}]*?([\da-fA-F\s]{32,})/g;

const bytesOf = (hex) => Uint8Array.from(hex.replace(/\s/g, "").match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

const picturesInRtf = (rtf) =>
    [...rtf.matchAll(RTF_PICTURE)].map(([whole, hex]) => {
        const type = whole.includes("\\pngblip") ? "image/png" : whole.includes("\\jpegblip") ? "image/jpeg" : "";
        return type ? new Blob([bytesOf(hex)], { type }) : null;
    });

const blobOf = (address) => {
    const [, type, data] = /^data:(image\/(?:png|jpeg|gif|webp|avif));base64,(.+)$/s.exec(address) ?? [];
    if (!type) return null;
    try {
        return new Blob([Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))], { type });
    } catch {
        return null;
    }
};

const startPasting = (dialog) => {
    const part = (name) => dialog.querySelector(`[data-${name}]`);
    const stream = () => document.getElementById("body-root")?.rootBlock;
    let pictures = [];
    let found = null;

    const tell = (words) => {
        part("problem").textContent = words;
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

    // The HTML with a number in place of each picture whose bytes are known.
    const withoutPictures = (html, rtf, files) => {
        const parsed = new DOMParser().parseFromString(html, "text/html");
        const inRtf = picturesInRtf(rtf);
        let local = 0;
        pictures = [];
        parsed.querySelectorAll("img").forEach((image) => {
            const address = image.getAttribute("src") ?? "";
            let blob = blobOf(address);
            if (!blob && address.startsWith("file:")) blob = inRtf[local++] ?? null;
            if (!blob && !inRtf.length && files.length) blob = files.shift();
            if (!blob) return;
            image.setAttribute("src", `pasted:${pictures.length}`);
            pictures.push(blob);
        });
        // A picture alone.
        files.forEach((file) => {
            const image = parsed.createElement("img");
            image.setAttribute("src", `pasted:${pictures.length}`);
            parsed.body.append(image);
            pictures.push(file);
        });
        return parsed.documentElement.outerHTML;
    };

    const review = () => {
        part("left-out").replaceChildren(
            ...found.left_out.map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence })),
        );
        part("left-out-part").hidden = !found.left_out.length;
        part("pictures").replaceChildren(
            ...found.pictures.map((picture) => {
                const item = dialog.querySelector("template[data-picture]").content.cloneNode(true).firstElementChild;
                item.dataset.number = picture.number;
                item.dataset.block = picture.block;
                item.querySelector("img").src = URL.createObjectURL(pictures[picture.number]);
                item.querySelector("[data-alt]").value = picture.alt;
                return item;
            }),
        );
        part("pictures-part").hidden = !found.pictures.length;
        // Our own templates made it, of what was made anew from the document.
        part("preview").innerHTML = found.preview;
        part("preview").querySelectorAll("a").forEach((link) => link.removeAttribute("href"));
        step("review");
        part("insert").focus();
    };

    const convert = async (html, rtf, files) => {
        tell("");
        const answer = await send(dialog.dataset.convertUrl, { html: withoutPictures(html, rtf, files) });
        if (answer.error) {
            tell(answer.error);
            return;
        }
        found = answer;
        found.pictures = found.pictures.filter((picture) => pictures[picture.number]);
        review();
    };

    // Each picture is sent once, also where another of them has to be described first.
    const sendPictures = async () => {
        let problem = null;
        for (const item of part("pictures").children) {
            const block = found.blocks[Number(item.dataset.block)];
            const words = item.querySelector("[data-picture-problem]");
            words.textContent = "";
            block.omit = item.querySelector("[data-omit]").checked;
            if (block.omit || block.value.image) continue;
            const alt = item.querySelector("[data-alt]");
            const blob = pictures[Number(item.dataset.number)];
            const extension = blob.type.split("/")[1].replace("jpeg", "jpg");
            const values = { title: alt.value.trim().slice(0, 100) || blob.name || "picture", alt_text: alt.value };
            if (item.querySelector("[data-decorative]").checked) values.is_decorative = "on";
            values.file = new File([blob], `picture.${extension}`, { type: blob.type });
            const answer = await send(dialog.dataset.pictureUrl, values);
            if (answer.error) {
                words.textContent = answer.error;
                problem ??= alt;
            } else {
                block.value = answer.value;
            }
        }
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
        const html = clipboard.getData("text/html");
        const files = html ? [] : [...clipboard.files].filter((file) => file.type.startsWith("image/"));
        const plain = document.createElement("div");
        clipboard
            .getData("text/plain")
            .split(/\n+/)
            .forEach((line) => plain.append(Object.assign(document.createElement("p"), { textContent: line })));
        event.preventDefault();
        convert(html || plain.outerHTML, clipboard.getData("text/rtf"), files);
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
        if (!body?.rootBlock || opener.isConnected) return;
        body.parentElement.insertBefore(opener, body);
    };
    document.addEventListener("w-block:ready", place);
    window.addEventListener("load", place);
    place();
};

if (paste) startPasting(paste);
