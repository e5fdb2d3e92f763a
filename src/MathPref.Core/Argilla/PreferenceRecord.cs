using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MathPref.Core.Datasets;
using MathPref.Core.Preference;
using MathPref.Core.Rows;

namespace MathPref.Core.Argilla;

/// <summary>A row as Argilla is sent it.</summary>
internal sealed record PreferenceRecord(string ExternalId, ReadOnlyMemory<byte> Json)
{
    /// <summary>
    /// The record of an answered row. Answers and reasons that are not there, and ratings that are no option of their question, are left
    /// out. <paramref name="judge"/> is who gave the ratings, where the row names one. Throws <see cref="ArgumentException"/> that says why
    /// for a row that the dataset cannot hold.
    /// </summary>
    public static PreferenceRecord Of(AnsweredRow row, IReadOnlyList<object?>? rationales, string? judge, PreferenceTarget target)
    {
        if (row.Generations.Count > target.Generations)
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"This row has {row.Generations.Count} generations, and a record of the dataset '{target.Dataset.Name}' holds {target.Generations} " +
                $"(-NumGenerations)."));
        foreach (var required in target.RequiredGenerations)
        {
            if (row.Generations.ElementAtOrDefault(required) is null)
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The generation {required} of this row has no text, and the dataset '{target.Dataset.Name}' requires one " +
                    $"('{PreferenceTarget.Generation(required)}')."));
        }
        var externalId = Id(row.Instruction, row.Generations);
        var body = new ArrayBufferWriter<byte>(1024);
        try
        {
            using var json = new Utf8JsonWriter(body, JsonRows.WriterOptions);
            json.WriteStartObject();
            json.WriteString("external_id", externalId);
            json.WriteStartObject("fields");
            if (target.HasId)
                json.WriteString("id", TrainingShapes.PromptId(row.Instruction));
            WriteText(json, "instruction", row.Instruction);
            for (var i = 0; i < target.Generations; i++)
                WriteText(json, PreferenceTarget.Generation(i), row.Generations.ElementAtOrDefault(i), Columns.Generations);
            json.WriteEndObject();
            WriteMetadata(json, row, target);
            json.WriteStartArray("suggestions");
            WriteSuggestions(json, row, rationales, ArgillaNames.Agent(judge), target);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        catch (InvalidOperationException broken)
        {
            throw new ArgumentException(broken.Message, broken);
        }
        return new PreferenceRecord(externalId, body.WrittenMemory);
    }

    /// <summary>
    /// Lower-case hexadecimal SHA-256 of the instruction and the generations, each as its length in bytes of UTF-8, ':', those bytes and
    /// ',' (a netstring), "-," for one that is null: so that no two different rows are written alike. Nulls at the end do not count: the
    /// fields of a record do not tell them from answers that are not there, and a row that is read back ends before them.
    /// </summary>
    public static string Id(string instruction, IReadOnlyList<string?> generations)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var count = generations.Count;
        while (count > 0 && generations[count - 1] is null)
            count--;
        foreach (var text in generations.Take(count).Prepend(instruction))
        {
            if (text is not null)
            {
                var bytes = Encoding.UTF8.GetBytes(text);
                hash.AppendData(Encoding.ASCII.GetBytes(bytes.Length.ToString(CultureInfo.InvariantCulture) + ":"));
                hash.AppendData(bytes);
            }
            hash.AppendData(text is null ? "-,"u8 : ","u8);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void WriteMetadata(Utf8JsonWriter json, AnsweredRow row, PreferenceTarget target)
    {
        json.WriteStartObject("metadata");
        for (var i = 0; i < row.Generations.Count; i++)
        {
            if (row.Model(i) is { Length: > 0 } model)
                WriteText(json, PreferenceTarget.Model(i), model, Columns.ModelNames);
        }
        // Without it a pair that is read back would ask another question than the models were asked.
        if (target.Dataset.AllowsExtraMetadata && !string.IsNullOrWhiteSpace(row.SystemPrompt))
            WriteText(json, Columns.SystemPrompt, row.SystemPrompt);
        json.WriteEndObject();
    }

    private static void WriteSuggestions(Utf8JsonWriter json, AnsweredRow row, IReadOnlyList<object?>? rationales, string? agent, PreferenceTarget target)
    {
        for (var i = 0; i < row.Generations.Count; i++)
        {
            // Nobody can rate what is not there.
            if (row.Generations[i] is null)
                continue;
            if (target.Ratings[i] is { } rated && Whole(row.Ratings[i]) is { } rating && rated.Options.Contains(rating))
            {
                Begin(json, rated);
                json.WriteNumber("value", rating);
                End(json, agent);
            }
            if (target.Rationales[i] is { } reasoned && rationales?.ElementAtOrDefault(i) is string { Length: > 0 } reason)
            {
                Begin(json, reasoned);
                WriteText(json, "value", reason, Columns.Rationales);
                End(json, agent);
            }
        }

        static void Begin(Utf8JsonWriter json, ArgillaQuestion question)
        {
            json.WriteStartObject();
            json.WriteString("question_id", question.Id);
        }

        static void End(Utf8JsonWriter json, string? agent)
        {
            if (agent is not null)
                json.WriteString("agent", agent);
            json.WriteString("type", "model");
            json.WriteEndObject();
        }
    }

    /// <summary>The server takes 4 and not 4.0; the row's mean of 4.0 is a 4.</summary>
    private static long? Whole(object? rating) =>
        RowValues.AsNumber(rating) is { } number && number == Math.Floor(number) && Math.Abs(number) < 1e9 ? (long)number : null;

    /// <summary>Throws for text that is no Unicode, naming the row's column.</summary>
    private static void WriteText(Utf8JsonWriter json, string name, string? text, string? column = null)
    {
        json.WritePropertyName(name);
        JsonRows.Write(json, text, column ?? name);
    }
}
