import "./styles/index.css"
import "./plain/main.js"
