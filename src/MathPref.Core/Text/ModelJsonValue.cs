namespace MathPref.Core.Text;

/// <summary>A value of JSON as a model wrote it; read by <see cref="ModelJson"/>.</summary>
internal abstract record ModelJsonValue
{
    /// <summary>A text, with its escapes read.</summary>
    /// <param name="Value">What it says.</param>
    /// <param name="IsCut">Whether the end of all came before its closing quote.</param>
    public sealed record Text(string Value, bool IsCut) : ModelJsonValue;

    public sealed record List(IReadOnlyList<ModelJsonValue> Items) : ModelJsonValue;

    /// <summary>An object; a name may stand in it more than once.</summary>
    public sealed record Map(IReadOnlyList<KeyValuePair<string, ModelJsonValue>> Members) : ModelJsonValue;

    /// <summary>A number, a Boolean, null, or what is no JSON at all.</summary>
    public sealed record Other : ModelJsonValue;
}
