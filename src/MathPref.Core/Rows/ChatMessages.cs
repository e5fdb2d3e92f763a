using Microsoft.Extensions.AI;

namespace MathPref.Core.Rows;

/// <summary>Chat messages as rows write them: a struct of content and role, in pyarrow's (alphabetical) order of the fields.</summary>
public static class ChatMessages
{
    public static Row ToRow(string role, string content) => new(2) { { "content", content }, { "role", role } };

    public static object?[] ToRows(IEnumerable<ChatMessage> messages) =>
        messages.Select(object? (m) => ToRow(m.Role.Value, m.Text)).ToArray();
}
