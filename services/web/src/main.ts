import "./styles/index.css"
import { applyTheme } from "./core/theme"
import "./plain/main.js"

applyTheme()
