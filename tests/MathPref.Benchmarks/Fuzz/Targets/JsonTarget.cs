using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Benchmarks.Fuzz.Targets;

/// <summary>JSON files of others: a list, one object, or lines under the wrong name.</summary>
internal sealed class JsonTarget : FuzzTarget
{
    public override string Name => "json";

    public override IReadOnlyList<string> Seeds { get; } = Bytes([.. JsonPieces.Lines, "[{\"a\":1},\n{\"a\":2.5}]\n", "\ufeff{\n  \"a\": [1, null, {\"b\": \"é\"}]\n}\n", "[]"]);

    public override IReadOnlyList<string> Pieces { get; } = Bytes(JsonPieces.All);

    public override bool Accepts(string input)
    {
        var path = RowFiles.Write("json", RawText.ToBytes(input));
        var errors = 0;
        var rows = JsonFileReader.Read(path, error =>
        {
            FuzzTrial.CheckRefusal(error);
            errors++;
        }).ToList();
        BrokenRule.Unless(errors > 0 || rows.Count > 0 || input.TrimStart('\u00ef', '\u00bb', '\u00bf', ' ', '\t', '\r', '\n').StartsWith('['), "a file without an error has rows");
        RowFiles.CheckJsonLines(rows);
        return errors == 0;
    }
}

/// <summary>What JSON of rows is made of.</summary>
internal static class JsonPieces
{
    public static IReadOnlyList<string> Lines { get; } =
    [
        "{\"instruction\":\"2 + 2?\",\"generations\":[\"4\",null],\"ratings\":[5,1],\"n\":1}\n{\"instruction\":\"é 😀\",\"generations\":[],\"ratings\":null,\"n\":2}\n",
        "\ufeff{\"a\":9007199254740993,\"b\":1.5,\"c\":true}\r\n\r\n{\"a\":-1,\"b\":1e300,\"c\":null}\r\n",
        "{\"chosen\":[{\"content\":\"x\",\"role\":\"user\"},{\"content\":\"\\ud83d\\ude00\",\"role\":\"assistant\"}],\"s\":{\"x\":{\"y\":[[1],[],[null]]}}}\n{\"chosen\":[],\"s\":{}}",
        "{\"a\":18446744073709551616}\n{\"a\":0}\n",
        "{}\n{\"\":\"\"}\n",
    ];

    public static IReadOnlyList<string> All { get; } =
    [
        "{\"a\":1}\n", "{\"a\":\"x\"}", "{\"A\":1,\"a\":2}", "{", "}", "[", "]", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "{\"a\":{\"a\":{\"a\":{\"a\":", "}}}}", "\"", "\"a\":", "\"b\":[", ",", ":", "null", "true", "false", "-", "1.", ".5", "1e", "e+5", "01", "\\", "\\u", "\\ud83d", "\\ude00", "\\u0000", "\\n", "\\\"", "//", "/*", "*/", "\n", "\r\n", " ", "\ufeff", "\"instruction\":", "[null]", "[{}]", "{\"\":{}}", "0.1", "9007199254740993", "[1,1.5]", "[1,\"x\"]",
    ];
}
