namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>
/// A value with named fields, in order: an object of JSON, a value of a struct. Values are null, <see cref="bool"/>, BigInteger for whole
/// numbers (and, by their type, for dates, times and unscaled decimals), <see cref="double"/>, <see cref="string"/>, bytes,
/// <see cref="List{T}"/> and this.
/// </summary>
internal sealed class Struct : List<(string Name, object? Value)>
{
    public object? Get(string name) => Find(field => field.Name == name).Value;

    public bool Has(string name) => Exists(field => field.Name == name);

    public void Set(string name, object? value)
    {
        var at = FindIndex(field => field.Name == name);
        if (at < 0)
            Add((name, value));
        else
            this[at] = (name, value);
    }
}
