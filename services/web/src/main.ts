import { mount } from "svelte"
import App from "./App.svelte"
import { guessLanguage, speak } from "./core/i18n.svelte"
import { keptTheme, setTheme } from "./core/theme.svelte"
import "./styles/index.css"

setTheme(keptTheme())
speak(guessLanguage())
if ("serviceWorker" in navigator && import.meta.env.PROD)
  addEventListener("load", () => void navigator.serviceWorker.register("/sw.js").catch(() => undefined))
mount(App, { target: document.body })
