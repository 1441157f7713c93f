// Asks the browser for a passkey, or to make one, and sends what it answers with the form around the button.
// A form marked data-passkey="ask" or "make" is hidden until this script finds that the browser can do it. Where the
// browser can, it also offers passkeys in the field for the e-mail address, for a form marked data-passkey-autofill.

const toBytes = (text) => {
    const base64 = text.replace(/-/g, "+").replace(/_/g, "/");
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
};

const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
        .replace(/\+/g, "-")
        .replace(/\//g, "_")
        .replace(/=+$/, "");

const readOptions = (options) => {
    const named = (credentials) => (credentials || []).map((one) => ({ ...one, id: toBytes(one.id) }));
    return {
        ...options,
        challenge: toBytes(options.challenge),
        ...(options.user && { user: { ...options.user, id: toBytes(options.user.id) } }),
        ...(options.excludeCredentials && { excludeCredentials: named(options.excludeCredentials) }),
        ...(options.allowCredentials && { allowCredentials: named(options.allowCredentials) }),
    };
};

const writeAnswer = (credential) => {
    const given = credential.response;
    const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
    const response = {};
    for (const part of parts) {
        if (given[part]) response[part] = toText(given[part]);
    }
    return JSON.stringify({
        id: credential.id,
        rawId: toText(credential.rawId),
        type: credential.type,
        clientExtensionResults: {},
        response,
    });
};

const fetchOptions = async (form) => {
    const inPage = document.getElementById("passkey-options");
    if (inPage) return JSON.parse(inPage.textContent);
    const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    const answer = await fetch(form.dataset.optionsUrl, { method: "POST", body, credentials: "same-origin" });
    if (!answer.ok) throw new Error("No question was given.");
    return answer.json();
};

// What the browser offers in a field; it can be asked one thing at a time.
let offered = null;

const send = (form, credential) => {
    form.elements.answer.value = writeAnswer(credential);
    form.submit();
};

const offer = async (form) => {
    if (!(await window.PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    offered = new AbortController();
    const { signal } = offered;
    try {
        const publicKey = readOptions(await fetchOptions(form));
        // The button may have been pressed meanwhile, with a question of its own.
        if (signal.aborted) return;
        send(form, await navigator.credentials.get({ publicKey, mediation: "conditional", signal }));
    } catch {
        // Not taken, or not offered: the button and the password are there.
    }
};

const prepare = (form) => {
    const failed = form.querySelector("[data-passkey-failed]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        failed.hidden = true;
        offered?.abort();
        try {
            const publicKey = readOptions(await fetchOptions(form));
            const credential =
                form.dataset.passkey === "make"
                    ? await navigator.credentials.create({ publicKey })
                    : await navigator.credentials.get({ publicKey });
            send(form, credential);
        } catch {
            // Cancelled, no such key, or no network: the person is told the same and may try again.
            failed.hidden = false;
        }
    });
    if ("passkeyAutofill" in form.dataset) offer(form);
};

if (window.PublicKeyCredential) {
    document.querySelectorAll("[data-passkey-missing]").forEach((words) => {
        words.hidden = true;
    });
    document.querySelectorAll("form[data-passkey]").forEach(prepare);
}
