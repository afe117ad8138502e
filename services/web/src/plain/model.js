// The programme's own language model. Its key is written here and never shown again.

import { get, post, put, remove } from "./api.js"
import { announce, h } from "./dom.js"
import { asking, field, section, sureButton } from "./forms.js"

const LOOK_AGAIN = 700 // milliseconds
const PROVIDERS = ["openai:gpt-5-mini", "anthropic:claude-sonnet-4-5"]

export function modelSection() {
  const body = h("div", { class: "model" })
  const fault = h("p", { class: "fault", role: "alert" })
  const complain = (text) => { fault.textContent = text }

  const load = async () => {
    try {
      draw(await get("/v1/programme/assistant"))
    } catch (error) {
      complain(error.message)
    }
  }
  const draw = (now) => body.replaceChildren(h("p", { class: "quiet" }, now.model ? `${now.model} answers in this programme.` : "The installation's own assistant answers in this programme. It may have a model of its own:"), choice(now), tested(now.test))
  const choice = (now) => {
    const save = async (data) => {
      const key = data.get("api_key")
      draw(await put("/v1/programme/assistant", { model: data.get("model"), base_url: data.get("base_url") || null, ...(key && { api_key: key }) }))
      announce("Saved")
    }
    const forget = async () => {
      await remove("/v1/programme/assistant")
      announce("The installation's own answers again")
      await load()
    }
    return asking({ class: "settings", autocomplete: "off" }, save,
      field("Model", h("input", { name: "model", required: true, value: now.model ?? "", placeholder: PROVIDERS[0], list: "model-names" }), h("datalist", { id: "model-names" }, PROVIDERS.map((value) => h("option", { value })))),
      field("Address (of an OpenAI-compatible server)", h("input", { name: "base_url", type: "url", value: now.base_url ?? "", placeholder: "the provider's own" })),
      h("div", { class: "wide" }, field(now.key_set ? `Key (one is set${now.key_ends ? `, it ends in ${now.key_ends}` : ""}: leave this empty to keep it)` : "Key", h("input", { name: "api_key", type: "password", autocomplete: "off", maxlength: 1000 }))),
      h("div", { class: "buttons wide" }, h("button", { type: "submit" }, "Save"),
        now.model ? h("button", { type: "button", class: "plain", onclick: test }, "Test it") : null,
        now.model ? sureButton({ label: "Forget it", name: "Forget the model and its key", does: forget, complain }) : null))
  }
  const test = async () => {
    complain("")
    try {
      await post("/v1/programme/assistant/test")
      announce("It is being tested")
      await wait()
    } catch (error) {
      complain(error.message)
    }
  }
  const wait = async () => {
    const now = await get("/v1/programme/assistant")
    const running = now.test?.state === "queued" || now.test?.state === "running"
    body.lastElementChild.replaceWith(tested(now.test))
    if (running && body.isConnected) setTimeout(() => wait().catch((error) => complain(error.message)), LOOK_AGAIN)
    else if (now.test) announce("The test has ended")
  }
  load()
  return section("Language model", body, fault)
}

function tested(test) {
  if (!test) return h("div", { class: "tested" })
  if (test.state === "queued" || test.state === "running") return h("div", { class: "tested" }, h("p", { class: "quiet" }, "It is being asked a tiny question…"))
  const line = (name, value) => h("li", { class: value ? "yes" : value === false ? "no" : "unknown" }, h("b", { "aria-hidden": "true" }, value ? "✓" : value === false ? "✗" : "–"), name, h("span", { class: "unseen" }, value ? ": yes" : value === false ? ": no" : ": not known"))
  return h("div", { class: "tested" }, h("ul", {}, line("It can be reached", test.reachable), line("The key is accepted", test.key_accepted), line("It answers word by word", test.streams), line("It calls tools", test.calls_tools)),
    test.said ? h("p", { class: "small" }, test.said) : null, test.seconds === null ? null : h("p", { class: "quiet small" }, `${test.seconds.toFixed(1)} s`))
}
