using System.Management.Automation.Language;
using System.Text.Json;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using MathPref.Core.Runs;

namespace MathPref.Runs;

/// <summary>A run's parameters in a file: JSON, or a PowerShell data file, of which nothing is run.</summary>
internal static class ParametersFile
{
    /// <summary>Throws <see cref="RunException"/> for a file that holds anything else.</summary>
    public static object Read(string file) => Path.GetExtension(file).Equals(".psd1", StringComparison.OrdinalIgnoreCase) ? ReadData(file) : ReadJson(file);

    /// <summary>A data file holds literals alone; nothing in it is run.</summary>
    private static object ReadData(string file)
    {
        var script = Parser.ParseFile(file, out _, out var errors);
        if (errors.Length > 0)
            throw new RunException("BadParameters", $"{file}:{errors[0].Extent.StartLineNumber}: {errors[0].Message}");
        if (script.EndBlock?.Statements is not [PipelineAst { PipelineElements: [CommandExpressionAst { Expression: HashtableAst table }] }])
            throw new RunException("BadParameters", $"{file} must hold one hashtable, @{{ … }}, and nothing else.");
        try
        {
            return table.SafeGetValue();
        }
        catch (InvalidOperationException)
        {
            throw new RunException("BadParameters", $"{file} may hold texts, numbers, lists and hashtables, and no commands or variables.");
        }
    }

    private static object ReadJson(string file)
    {
        try
        {
            var options = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
            using var document = JsonDocument.Parse(File.ReadAllBytes(file), options);
            return JsonRows.Read(document.RootElement) ?? new Row();
        }
        catch (Exception error) when (error is JsonException or DatasetFormatException or FormatException or InvalidDataException)
        {
            throw new RunException("BadParameters", $"{file} is no JSON: {error.Message}");
        }
    }
}
