// Keeps what somebody writes on her device while the server does not get it, and offers it when she opens the page again.
// Kept under her account, this host and this page; gone once it is saved, after a month, and when she signs out here.

const notice = document.getElementById("kept");
const editor = document.querySelector("form[data-edit-form]");

const LASTS_MS = 30 * 24 * 3600 * 1000;
const TRIED_AGAIN_EVERY_MS = 15_000;
const PREFIX = "kept:";
// What says nothing of the words, or would say it of another session.
const NOT_WORDS = new Set(["csrfmiddlewaretoken", "next", "overwrite_revision_id"]);

const store = {
    get(key) {
        try {
            return JSON.parse(localStorage.getItem(key));
        } catch {
            return null;
        }
    },
    set(key, value) {
        try {
            localStorage.setItem(key, JSON.stringify(value));
            return true;
        } catch {
            return false;
        }
    },
    remove(key) {
        try {
            localStorage.removeItem(key);
        } catch {
            // A browser that keeps nothing has nothing to forget.
        }
    },
    keys() {
        try {
            return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
        } catch {
            return [];
        }
    },
};

const show = (part) => {
    notice.querySelectorAll("[data-when]").forEach((each) => {
        each.hidden = each.dataset.when !== part;
    });
};

const keepWords = async (form) => {
    let session = null;
    // The server's clock, by which revisions are dated.
    let ahead = 0;
    let lastKey = null;
    let isLost = false;
    let isChanged = false;
    let timer = null;

    const now = () => Date.now() + ahead;
    const pathOf = () => new URL(form.action, location.href).pathname;
    const keyOf = (path) => `${PREFIX}${session.user}:${path}`;
    const words = () =>
        [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NOT_WORDS.has(name) && !name.startsWith("loaded_revision"));

    const keep = () => {
        lastKey = keyOf(pathOf());
        const isKept = store.set(lastKey, { at: now(), words: words() });
        if (isLost) show(isKept ? "lost" : "full");
    };

    const keepSoon = () => {
        isChanged = true;
        clearTimeout(timer);
        timer = setTimeout(keep, 300);
    };

    // A page that goes away waits for nothing.
    const keepNow = () => {
        clearTimeout(timer);
        if (isChanged) keep();
    };

    const forget = () => {
        clearTimeout(timer);
        isLost = false;
        isChanged = false;
        [lastKey, keyOf(pathOf())].filter(Boolean).forEach((key) => store.remove(key));
        show("");
    };

    const saveAgain = () => {
        if (isLost) form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true }));
    };

    const open = async () => {
        const answer = await fetch(notice.dataset.stateUrl, { headers: { Accept: "application/json" } });
        if (!answer.ok) return null;
        ahead = Date.parse(answer.headers.get("Date")) - Date.now() || 0;
        return answer.json();
    };

    // A form that was sent and led here was taken.
    const forgetWhatWasSent = () => {
        const from = document.referrer && new URL(document.referrer);
        if (!from || from.origin !== location.origin || from.pathname === location.pathname) return;
        const kept = store.get(keyOf(from.pathname));
        if (kept?.isSent) store.remove(keyOf(from.pathname));
    };

    const offer = () => {
        const key = keyOf(pathOf());
        const kept = store.get(key);
        if (!kept) return;
        const loaded = Date.parse(form.elements.namedItem("loaded_revision_created_at")?.value ?? "") || 0;
        const isSame = JSON.stringify(kept.words) === JSON.stringify(words());
        if (isSame || kept.at <= loaded + 1000) {
            store.remove(key);
            return;
        }
        const time = notice.querySelector("[data-time]");
        time.dateTime = new Date(kept.at).toISOString();
        time.textContent = new Date(kept.at).toLocaleString(document.documentElement.lang || undefined);
        show("found");
        notice.querySelector("[data-put-back]").addEventListener("click", () => putBack(key, kept));
        notice.querySelector("[data-throw-away]").addEventListener("click", () => {
            store.remove(key);
            show("");
        });
    };

    // As a draft: the server makes the form of it again, and what was there before is in the history.
    const putBack = async (key, kept) => {
        const problem = notice.querySelector("[data-problem]");
        problem.textContent = "";
        try {
            const fresh = await open();
            const data = new FormData();
            kept.words.forEach(([name, value]) => data.append(name, value));
            data.append("csrfmiddlewaretoken", fresh.csrf);
            const answer = await fetch(form.action, { method: "POST", body: data });
            if (!answer.ok || !answer.redirected) throw new Error("refused");
            store.remove(key);
            window.addEventListener("w-unsaved:confirm", (event) => event.preventDefault(), { once: true });
            location.assign(answer.url);
        } catch {
            problem.textContent = notice.dataset.refused;
        }
    };

    session = await open().catch(() => null);
    if (!session?.user) return;
    store.keys().forEach((key) => {
        if (!(store.get(key)?.at > now() - LASTS_MS)) store.remove(key);
    });
    forgetWhatWasSent();
    offer();

    form.addEventListener("w-unsaved:add", keepSoon);
    form.addEventListener("input", () => isLost && keepSoon());
    form.addEventListener("submit", () => {
        keep();
        store.set(lastKey, { ...store.get(lastKey), isSent: true });
    });
    document.addEventListener("w-autosave:success", forget);
    document.addEventListener("w-autosave:error", (event) => {
        const { type, response } = event.detail;
        // Whoever is signed out may have left a computer that others use: the words stay on the page alone.
        if (response?.sign_in) forget();
        if (type === "validation_error" || response?.error_code || response?.sign_in) return;
        isLost = true;
        keep();
    });
    window.addEventListener("offline", () => {
        isLost = true;
        keep();
    });
    window.addEventListener("pagehide", keepNow);
    window.addEventListener("online", saveAgain);
    setInterval(saveAgain, TRIED_AGAIN_EVERY_MS);
};

if (notice && editor) keepWords(editor);
