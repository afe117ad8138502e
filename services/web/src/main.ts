import { mount } from "svelte"
import App from "./App.svelte"
import { guessLanguage, speak } from "./core/i18n.svelte"
import { keptTheme, setTheme } from "./core/theme.svelte"
import "./styles/index.css"

setTheme(keptTheme())
speak(guessLanguage())
mount(App, { target: document.body })
