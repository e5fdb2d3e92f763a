using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MathPref.Core.Datasets;
using MathPref.Core.Preference;
using MathPref.Core.Rows;

namespace MathPref.Core.Argilla;

/// <summary>A row as Argilla is sent it: with all its metadata, which stand last.</summary>
internal sealed record PreferenceRecord(string ExternalId, ReadOnlyMemory<byte> Json)
{
    /// <summary>The name under which the row's own id goes along, as it is.</summary>
    public const string RowId = "id";

    /// <summary>Where in <see cref="Json"/> the fields end, and where the suggestions do.</summary>
    private (int Fields, int Suggestions) Ends { get; init; }

    /// <summary>How many suggestions it has.</summary>
    public int Suggestions { get; init; }

    /// <summary>The questions, by their ids, for which the row has a column and in it nothing (more) to suggest.</summary>
    public IReadOnlyList<string> Open { get; init; } = [];

    /// <summary>What of the row goes otherwise than it stands there, or not at all.</summary>
    public IReadOnlyList<RecordNote> Notes { get; init; } = [];

    /// <summary>
    /// The record of an answered row. Answers and reasons that are not there, and ratings that are no option of their question, are left
    /// out; a rating with places is the nearest whole number, a half the next higher. <paramref name="judge"/> is who gave the ratings, where
    /// the row names one. Throws <see cref="ArgumentException"/> that says why for a row that the dataset cannot hold.
    /// </summary>
    /// <param name="row">The row, its ratings as they stand in it: numbers, texts, anything. One that is null is open.</param>
    /// <param name="rationales">The reasons; null where the row has no such column.</param>
    /// <param name="judge">Who gave the ratings.</param>
    /// <param name="target">The dataset.</param>
    /// <param name="isRated">Whether the row has a column of ratings; without one it says nothing of ratings that were sent before.</param>
    public static PreferenceRecord Of(
        AnsweredRow row, IReadOnlyList<object?>? rationales, string? judge, PreferenceTarget target, bool isRated = true)
    {
        if (row.Generations.Count > target.Generations)
            throw new ArgumentException(TooMany(row.Generations.Count, target));
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
        var suggestions = new RecordSuggestions(target, ArgillaNames.Agent(judge));
        (int, int) ends;
        try
        {
            suggestions.Take(row, rationales, isRated);
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
            var fields = Length(json);
            suggestions.Write(json);
            ends = (fields, Length(json));
            WriteMetadata(json, row, target);
            json.WriteEndObject();
        }
        catch (InvalidOperationException broken)
        {
            throw new ArgumentException(broken.Message, broken);
        }
        return new PreferenceRecord(externalId, body.WrittenMemory)
        {
            Ends = ends,
            Suggestions = suggestions.Count,
            Open = suggestions.Open,
            Notes = LosesId(row, target) ? [.. suggestions.Notes, new RecordNote(RecordChange.NoId, RowId)] : suggestions.Notes,
        };
    }

    private static string TooMany(int count, PreferenceTarget target) => count <= target.Room
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"This row has {count} generations, and -NumGenerations {target.Generations} was given. A record of the dataset '{target.Dataset.Name}' holds " +
            $"{target.Room}: leave -NumGenerations out, or give {count}.")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"This row has {count} generations, and a record of the dataset '{target.Dataset.Name}' holds {target.Room}: a published dataset gets no more " +
            $"fields. Send such rows to another -Name, with -NumGenerations {count}.");

    /// <summary>The record without its metadata: those of one that is there stay.</summary>
    public ReadOnlyMemory<byte> WithoutMetadata() => (byte[])[.. Json.Span[..Ends.Suggestions], (byte)'}'];

    /// <summary>
    /// The record, without its suggestions, and the metadata that it is to have: those that are there, and in place of them or beside them the
    /// row's. Null where nothing changes.
    /// </summary>
    /// <param name="there">The metadata that are there; no object where there are none.</param>
    public ReadOnlyMemory<byte>? Merged(JsonElement there)
    {
        using var own = JsonDocument.Parse(Json);
        var metadata = own.RootElement.GetProperty("metadata");
        bool IsThere(JsonProperty one) =>
            there.ValueKind is JsonValueKind.Object && there.TryGetProperty(one.Name, out var kept) && JsonElement.DeepEquals(kept, one.Value);
        if (metadata.EnumerateObject().All(IsThere))
            return null;
        var merged = new ArrayBufferWriter<byte>(1024);
        merged.Write(Json.Span[..Ends.Fields]);
        merged.Write(",\"metadata\":"u8);
        // What the server sent is sent back as it came.
        using (var json = new Utf8JsonWriter(merged))
        {
            json.WriteStartObject();
            foreach (var other in there.ValueKind is JsonValueKind.Object ? there.EnumerateObject() : default)
            {
                if (metadata.TryGetProperty(other.Name, out _))
                    continue;
                json.WritePropertyName(other.Name);
                json.WriteRawValue(other.Value.GetRawText(), skipInputValidation: true);
            }
            foreach (var one in metadata.EnumerateObject())
                one.WriteTo(json);
            json.WriteEndObject();
        }
        merged.Write("}"u8);
        return merged.WrittenMemory;
    }

    private static int Length(Utf8JsonWriter json) => (int)(json.BytesCommitted + json.BytesPending);

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
        if (target.Dataset.AllowsExtraMetadata)
            WriteRowId(json, row);
        json.WriteEndObject();
    }

    /// <summary>Whether the row has an id that is neither a text nor has one.</summary>
    private static bool LosesId(AnsweredRow row, PreferenceTarget target) =>
        target.Dataset.AllowsExtraMetadata && row.Source[RowId] is { } id && ScalarText.Of(id) is null;

    /// <summary>What the row is known by where it came from: with it rows that are read back are joined. The id of records says nothing new.</summary>
    private static void WriteRowId(Utf8JsonWriter json, AnsweredRow row)
    {
        switch (row.Source[RowId])
        {
            case null:
                break;
            case long or int or short or byte or sbyte or ushort or uint:
                json.WriteNumber(RowId, Convert.ToInt64(row.Source[RowId], CultureInfo.InvariantCulture));
                break;
            // The server's numbers beyond those are doubles, and two ids would be one.
            case var id when ScalarText.Of(id) is { } text:
                if (!string.IsNullOrWhiteSpace(text) && text != TrainingShapes.PromptId(row.Instruction))
                    WriteText(json, RowId, text);
                break;
        }
    }

    /// <summary>Throws for text that is no Unicode, naming the row's column.</summary>
    internal static void WriteText(Utf8JsonWriter json, string name, string? text, string? column = null)
    {
        json.WritePropertyName(name);
        JsonRows.Write(json, text, column ?? name);
    }
}
