// Prints what hyparquet reads from Parquet files. For each file one line {"rows", "rowGroups", "type"}, then a line for each row.
//
// JSON has one kind of number and C# would guess, so a scalar is a string that begins with its kind: "i:" a whole number of 64
// bits (BigInt), "n:" one of 32, "d:" a double (the shortest text that gives it back; -0, NaN and Infinity are told apart), "s:" text,
// "b:" bytes in hexadecimal, "m:" the digits of a decimal without its point and, behind "/", how many of them stand behind it. Booleans and null
// are themselves.
import { asyncBufferFromFile, parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet'

// hyparquet's own decoder drops a byte order mark at the beginning of a text, and takes broken UTF-8.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true })
const parsers = { stringFromBytes: bytes => bytes && decoder.decode(bytes) }

const wholeTypes = { INT64: 'int64', INT32: 'int32' }

// The type in the words of MathPref's ColumnType; what must not be null, which we never write, has a "!" behind it.
function typeOf(node) {
  const { element, children } = node
  const required = element.repetition_type === 'REQUIRED' && node.path.length > 0 ? '!' : ''
  if (element.converted_type === 'LIST')
    return `list<${typeOf(children[0].children[0])}>${required}`
  if (children.length > 0)
    return `struct<${children.map(child => `${child.element.name}: ${typeOf(child)}`).join(', ')}>${required}`
  const annotated = element.converted_type ?? element.logical_type?.type
  if (element.type === 'BYTE_ARRAY')
    return (element.converted_type === 'UTF8' && element.logical_type?.type === 'STRING' ? 'string' : `bytes(${annotated})`) + required
  if (annotated === 'DECIMAL')
    return `decimal128(${element.precision}, ${element.scale ?? 0})${required}`
  const name = { BOOLEAN: 'bool', DOUBLE: 'double', ...wholeTypes }[element.type] ?? element.type
  return (annotated === undefined ? name : `${name}(${annotated})`) + required
}

function encode(node, value) {
  if (value === null || value === undefined)
    return null
  if (node.element.converted_type === 'LIST')
    return value.map(item => encode(node.children[0].children[0], item))
  if (node.children.length > 0)
    return fields(node.children, child => value[child.element.name])
  switch (typeof value) {
    case 'boolean': return value
    case 'bigint': return `i:${value}`
    case 'number': return (node.element.type in wholeTypes ? 'n:' : 'd:') + (Object.is(value, -0) ? '-0' : String(value))
    case 'string': return `s:${value}`
    default: return node.element.decimal ? `m:${whole(value)}/${node.element.scale ?? 0}` : value instanceof Uint8Array ? `b:${Buffer.from(value).toString('hex')}` : `?:${value}`
  }
}

// Two's complement, the highest byte first.
function whole(bytes) {
  return BigInt.asIntN(8 * bytes.length, BigInt('0x' + Buffer.from(bytes).toString('hex')))
}

// hyparquet's own numbers for decimals are doubles: they are read as the bytes that are stored.
function withoutMeaning(elements) {
  for (const element of elements.filter(each => each.converted_type === 'DECIMAL' && each.logical_type?.type === 'DECIMAL'
    && each.logical_type.precision === each.precision && each.logical_type.scale === each.scale)) {
    element.decimal = true
    delete element.converted_type
    delete element.logical_type
  }
}

// Pairs, as an object would move names that look like numbers to its front.
const fields = (nodes, valueOf) => ({ row: nodes.map((node, i) => [node.element.name, encode(node, valueOf(node, i))]) })

for (const path of process.argv.slice(2)) {
  const file = await asyncBufferFromFile(path)
  const metadata = await parquetMetadataAsync(file)
  const schema = parquetSchema(metadata)
  console.log(JSON.stringify({ rows: Number(metadata.num_rows), rowGroups: metadata.row_groups.length, type: typeOf(schema) }))
  withoutMeaning(metadata.schema)
  // Without utf8 only what is annotated as text becomes text.
  await parquetRead({ file, metadata, parsers, utf8: false, onComplete: rows => {
    for (const row of rows)
      console.log(JSON.stringify(fields(schema.children, (_, i) => row[i])))
  } })
}
