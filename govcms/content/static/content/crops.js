/* Shows what pages will cut out of a picture while its focal point moves or another file is chosen, before it is saved.
   The focal point moves with the mouse over the picture, which is Wagtail's, or by numbers, which are ours. */

(function () {
    "use strict";

    /* The part of a picture that fills a shape around a focal point, in pixels of the picture.
       As wagtail.images.image_operations.FillOperation without closeness, step by step. */
    function cropOf(size, shape, focal) {
        const ratio = shape.width / shape.height;
        const width = Math.min(size.width, size.height * ratio);
        const height = width / ratio;
        const point = focal || { x: size.width / 2, y: size.height / 2, width: 0, height: 0 };
        const x = point.x - (point.x / size.width - 0.5) * width;
        const y = point.y - (point.y / size.height - 0.5) * height;

        function placed(middle, length, focalMiddle, focalLength, whole) {
            let from = middle - length / 2;
            let to = middle + length / 2;
            if (focal) {
                const focalFrom = focalMiddle - focalLength / 2;
                const focalTo = focalMiddle + focalLength / 2;
                if (from > focalFrom) [from, to] = [focalFrom, to - (from - focalFrom)];
                if (to < focalTo) [from, to] = [from + (focalTo - to), focalTo];
            }
            if (from < 0) [from, to] = [0, to - from];
            if (to > whole) [from, to] = [from - (to - whole), whole];
            return [Math.floor(from), Math.ceil(to) - Math.floor(from)];
        }

        const [left, cropWidth] = placed(x, width, point.x, point.width, size.width);
        const [top, cropHeight] = placed(y, height, point.y, point.height, size.height);
        return { left, top, width: cropWidth, height: cropHeight };
    }

    if (typeof module !== "undefined") {
        module.exports = { cropOf };
        return;
    }

    const section = document.querySelector("[data-crops]");
    const stored = document.querySelector(".focal-point-chooser img[data-original-width]");
    if (!section || !stored) return;

    const names = ["x", "y", "width", "height"];
    const kept = Object.fromEntries(names.map((name) => [name, document.querySelector(`input.focal_point_${name}`)]));
    const numbers = Object.fromEntries(
        names.map((name) => [name, section.querySelector(`[data-focal-number="${name}"]`)]),
    );
    const storedSize = { width: Number(stored.dataset.originalWidth), height: Number(stored.dataset.originalHeight) };
    const picture = new Image();
    let size = storedSize;
    let isNew = false;
    let isDragging = false;

    function focalPoint() {
        const frame = isDragging && window.jcropapi ? window.jcropapi.tellSelect() : null;
        if (frame && frame.w > 0 && frame.h > 0) {
            const middle = (from, to) => Math.floor((from + to) / 2);
            return {
                x: middle(frame.x, frame.x2),
                y: middle(frame.y, frame.y2),
                width: Math.floor(frame.w),
                height: Math.floor(frame.h),
            };
        }
        if (names.some((name) => kept[name].value === "")) return null;
        return Object.fromEntries(names.map((name) => [name, Number(kept[name].value)]));
    }

    const lengthFor = (name) => (name === "x" || name === "width" ? size.width : size.height);

    function show() {
        const focal = focalPoint();
        names.forEach((name) => {
            if (numbers[name] === document.activeElement) return;
            numbers[name].value = focal ? Math.round((100 * focal[name]) / lengthFor(name)) : "";
        });
        if (!picture.naturalWidth) return;
        section.querySelectorAll("[data-crop]").forEach((figure) => {
            const [width, height] = figure.dataset.crop.split("x").map(Number);
            const crop = cropOf(size, { width, height }, "cropMiddle" in figure.dataset ? null : focal);
            const canvas = figure.querySelector("canvas");
            // What is sent to the browser is smaller than the picture.
            const across = picture.naturalWidth / size.width;
            const down = picture.naturalHeight / size.height;
            const context = canvas.getContext("2d");
            context.clearRect(0, 0, canvas.width, canvas.height);
            context.drawImage(
                picture,
                crop.left * across,
                crop.top * down,
                crop.width * across,
                crop.height * down,
                0,
                0,
                canvas.width,
                canvas.height,
            );
        });
    }

    const showSoon = () => window.requestAnimationFrame(show);

    function takeNumbers() {
        const usual = { x: 50, y: 50, width: 20, height: 20 };
        names.forEach((name) => {
            if (numbers[name].value === "" && numbers[name] !== document.activeElement) numbers[name].value = usual[name];
        });
        if (names.some((name) => numbers[name].value === "" || !numbers[name].validity.valid)) return;
        const focal = Object.fromEntries(
            names.map((name) => [name, Math.round((numbers[name].valueAsNumber * lengthFor(name)) / 100)]),
        );
        if (!isNew && window.jcropapi) {
            window.jcropapi.setSelect([
                focal.x - focal.width / 2,
                focal.y - focal.height / 2,
                focal.x + focal.width / 2,
                focal.y + focal.height / 2,
            ]);
        }
        // After the frame over the picture, which rounds them.
        names.forEach((name) => {
            kept[name].value = focal[name];
        });
        show();
    }

    function use(address, isOfNewFile) {
        const candidate = new Image();
        candidate.addEventListener("load", () => {
            if (!candidate.naturalWidth) return;
            const focal = focalPoint();
            const former = size;
            isNew = isOfNewFile;
            size = isNew ? { width: candidate.naturalWidth, height: candidate.naturalHeight } : storedSize;
            // It stays where it is in proportion: its pixels say nothing about a picture of another size.
            if (focal) {
                [["x", "width"], ["y", "height"], ["width", "width"], ["height", "height"]].forEach(([name, side]) => {
                    kept[name].value = Math.round((focal[name] * size[side]) / former[side]);
                });
            }
            picture.onload = () => {
                section.querySelectorAll("[data-crops-live]").forEach((element) => {
                    element.hidden = false;
                });
                section.querySelectorAll("[data-crops-saved]").forEach((element) => {
                    element.hidden = true;
                });
                section.querySelector("[data-crops-new]").hidden = !isNew;
                show();
            };
            picture.src = address;
        });
        candidate.src = address;
    }

    const file = document.querySelector("input[type=file][name=file]");
    if (file) {
        file.addEventListener("change", () => {
            if (file.files.length) use(URL.createObjectURL(file.files[0]), true);
            else use(stored.src, false);
        });
    }

    const isOnPicture = (event) => event.target.closest(".focal-point-chooser, .remove-focal-point");
    ["mousedown", "touchstart"].forEach((kind) => {
        document.addEventListener(kind, (event) => {
            isDragging = Boolean(isOnPicture(event));
        }, true);
    });
    ["mousemove", "touchmove"].forEach((kind) => {
        document.addEventListener(kind, () => {
            if (isDragging) showSoon();
        }, true);
    });
    ["mouseup", "touchend", "touchcancel"].forEach((kind) => {
        document.addEventListener(kind, () => {
            if (!isDragging) return;
            isDragging = false;
            showSoon();
        }, true);
    });
    // The frame moves by arrow keys once it has been drawn; removing it empties the fields.
    document.addEventListener("keyup", (event) => {
        if (isOnPicture(event)) showSoon();
    });
    document.addEventListener("click", (event) => {
        if (isOnPicture(event)) showSoon();
    });
    names.forEach((name) => numbers[name].addEventListener("input", takeNumbers));
    use(stored.src, false);
})();
