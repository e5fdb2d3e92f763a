using System.Security.Cryptography;
using System.Text;
using MathPref.Core.Rows;

namespace MathPref.Core.Preference;

/// <summary>A rated row and a pair in the columns of distilabel's FormatTextGenerationDPO.</summary>
public static class DpoShape
{
    /// <summary>
    /// A copy of <paramref name="row"/> with prompt (string), prompt_id (lower-case hexadecimal SHA-256 of the UTF-8 prompt),
    /// chosen and rejected (whole conversations), their ratings, and their models where the row names them.
    /// </summary>
    public static Row Apply(Row row, string instruction, string? systemPrompt, IReadOnlyList<string?> generations, IReadOnlyList<object?> ratings, IReadOnlyList<string?>? models, PreferencePair pair)
    {
        var shaped = row.Copy();
        shaped[Columns.Prompt] = instruction;
        shaped[Columns.PromptId] = PromptId(instruction);
        void Side(string column, string modelColumn, string ratingColumn, int index)
        {
            shaped[column] = Conversation(systemPrompt, instruction, generations[index]!);
            if (models is not null)
                shaped[modelColumn] = index < models.Count ? models[index] : null;
            shaped[ratingColumn] = ratings[index];
        }
        Side(Columns.Chosen, Columns.ChosenModel, Columns.ChosenRating, pair.Chosen);
        Side(Columns.Rejected, Columns.RejectedModel, Columns.RejectedRating, pair.Rejected);
        return shaped;
    }

    public static string PromptId(string prompt) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(prompt)));

    private static object?[] Conversation(string? systemPrompt, string instruction, string answer)
    {
        var (user, assistant) = (ChatMessages.ToRow("user", instruction), ChatMessages.ToRow("assistant", answer));
        return string.IsNullOrWhiteSpace(systemPrompt) ? [user, assistant] : [ChatMessages.ToRow("system", systemPrompt), user, assistant];
    }
}
