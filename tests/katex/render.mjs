// Reads one JSON string a line and renders the formulas between its dollar signs as strictly as KaTeX can. For each line in which something cannot be
// rendered it prints {"text", "error"}; at the end {"texts", "formulas"}.
import { createInterface } from 'node:readline'
import katex from 'katex'

let texts = 0
let formulas = 0
const known = new Set()
for await (const line of createInterface({ input: process.stdin })) {
  const text = JSON.parse(line)
  texts++
  const parts = text.split('$')
  if (parts.length % 2 === 0) {
    console.log(JSON.stringify({ text, error: 'a dollar sign without another' }))
    continue
  }
  for (let i = 1; i < parts.length; i += 2) {
    formulas++
    if (known.has(parts[i])) continue
    known.add(parts[i])
    try {
      if (parts[i].trim() === '') throw new Error('an empty formula')
      katex.renderToString(parts[i], { strict: 'error', throwOnError: true, output: 'html' })
    } catch (error) {
      console.log(JSON.stringify({ text, error: error.message }))
      break
    }
  }
}
console.log(JSON.stringify({ texts, formulas }))
