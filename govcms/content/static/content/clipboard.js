// What office programs put on the clipboard, as HTML with a number in place of each picture, and the pictures.

// What a library of pictures takes.
const TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"];

const RTF_TYPES = { pngblip: "image/png", jpegblip: "image/jpeg" };
// Pictures that the HTML beside it has not, or has once already.
const RTF_ASIDE = new Set([
    "nonshppict", "listpicture", "shprslt", "background", "header", "headerl", "headerr", "headerf",
    "footer", "footerl", "footerr", "footerf",
]);
const RTF_WORD = /[{}]|\\(?:([a-z]+)(-?\d+)? ?|[^a-z])/g;
const TWIPS_PER_PIXEL = 15;

// By their codes: pictures have millions of digits.
const bytesOf = (hex) => {
    const digits = hex.replace(/[^\da-f]/gi, "");
    const valueAt = (at) => {
        const code = digits.charCodeAt(at);
        return code < 58 ? code - 48 : (code & 15) + 9;
    };
    const bytes = new Uint8Array(digits.length >> 1);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = valueAt(2 * at) * 16 + valueAt(2 * at + 1);
    return bytes;
};

// The pictures in their order, each with its size on paper; without bytes where no browser could show them.
const picturesInRtf = (rtf) => {
    const found = [];
    const groups = [];
    let group = { isAside: false, picture: null };
    let last = 0;
    for (const match of rtf.matchAll(RTF_WORD)) {
        const [whole, word, number] = match;
        if (group.picture) group.picture.hex.push(rtf.slice(last, match.index));
        last = match.index + whole.length;
        if (whole === "{") {
            groups.push(group);
            group = { isAside: group.isAside, picture: null };
        } else if (whole === "}") {
            if (group.picture) found.push(group.picture);
            group = groups.pop() ?? { isAside: false, picture: null };
        } else if (RTF_ASIDE.has(word)) {
            group.isAside = true;
        } else if (word === "pict" && !group.isAside) {
            group.picture = { hex: [], said: {} };
        } else if (group.picture && word) {
            group.picture.said[word] = Number(number ?? 1);
        }
    }
    return found.map(({ hex, said }) => {
        const type = Object.keys(RTF_TYPES).find((word) => said[word]);
        const long = (goal, scale, from, to) =>
            ((said[goal] ?? 0) / TWIPS_PER_PIXEL) * ((said[scale] ?? 100) / 100) - ((said[from] ?? 0) + (said[to] ?? 0)) / TWIPS_PER_PIXEL;
        return {
            blob: type ? new Blob([bytesOf(hex.join(""))], { type: RTF_TYPES[type] }) : null,
            width: long("picwgoal", "picscalex", "piccropl", "piccropr"),
            height: long("pichgoal", "picscaley", "piccropt", "piccropb"),
        };
    });
};

// Word names pictures in the HTML by files that no browser may read; their bytes are in the RTF, in the same order.
// Where one of the two has more, only those of the same size are believed to be the same.
const localPictures = (images, rtf) => {
    const inRtf = picturesInRtf(rtf);
    if (inRtf.length === images.length) return inRtf.map((picture) => picture.blob);
    let next = 0;
    return images.map((image) => {
        const [width, height] = ["width", "height"].map((name) => Number.parseFloat(image.getAttribute(name)));
        const isSame = (picture) => Math.abs(picture.width - width) <= 2 && Math.abs(picture.height - height) <= 2;
        const at = inRtf.findIndex((picture, number) => number >= next && isSame(picture));
        if (at < 0) return null;
        next = at + 1;
        return inRtf[at].blob;
    });
};

const inlinePicture = (address) => {
    const [, type, data] = /^data:([a-z/]+);base64,(.+)$/s.exec(address) ?? [];
    if (!TYPES.includes(type)) return null;
    try {
        const letters = atob(data);
        const bytes = new Uint8Array(letters.length);
        for (let at = 0; at < bytes.length; at += 1) bytes[at] = letters.charCodeAt(at);
        return new Blob([bytes], { type });
    } catch {
        return null;
    }
};

// Asked without saying who asks, or where from; what leads elsewhere is not followed.
const fetchedPicture = async (address, hosts) => {
    if (!hosts.some((host) => address.startsWith(`${host}/`))) return null;
    try {
        const answer = await fetch(address, {
            credentials: "omit", redirect: "error", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(15_000),
        });
        const blob = answer.ok ? await answer.blob() : null;
        return blob && TYPES.includes(blob.type) ? blob : null;
    } catch {
        return null;
    }
};

export const isWordFile = (file) => file.name.toLowerCase().endsWith(".docx");

export const isPicture = (file) => file.type.startsWith("image/");

// The HTML to send, and for each number in it the picture, null for one that the program did not hand over.
export const takePictures = async ({ html, rtf = "", files = [] }, hosts) => {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const images = [...parsed.querySelectorAll("img")];
    const addresses = images.map((image) => image.getAttribute("src")?.trim() ?? "");
    const isLocal = (address) => /^file:/i.test(address);
    const local = localPictures(images.filter((_image, number) => isLocal(addresses[number])), rtf);
    // Programs add a picture of all that was copied; it stands for one of the HTML only where there is nothing else.
    const alone = images.length <= 1 && !parsed.body.textContent.trim() ? files.filter(isPicture) : [];
    const pictures = await Promise.all(
        addresses.map((address, number) => {
            const blob = isLocal(address) ? local.shift() : inlinePicture(address);
            return blob ?? (number < alone.length ? alone[number] : fetchedPicture(address, hosts));
        }),
    );
    alone.slice(images.length).forEach((file) => {
        images.push(parsed.body.appendChild(parsed.createElement("img")));
        pictures.push(file);
    });
    images.forEach((image, number) => {
        image.setAttribute("src", `pasted:${number}`);
        image.removeAttribute("srcset");
    });
    return { html: parsed.documentElement.outerHTML, pictures };
};
