using System.Numerics;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>A list of records as pandas reads it (read_json with Arrow's types): no dates, and columns without a common type are errors.</summary>
internal static class PandasRecords
{
    public static Table Read(object? value)
    {
        if (value is not List<object?> items || items.Count == 0)
            throw new UnmodelledException("records that are no list");
        if (items.TrueForAll(item => item is not Struct))
            items = items.ConvertAll(object? (item) => new Struct { ("text", item) });
        if (!items.TrueForAll(item => item is Struct))
            throw new UnmodelledException("records of several kinds");
        List<Struct> rows = [.. items.Cast<Struct>()];
        var names = rows.SelectMany(row => row.Select(column => column.Name)).Distinct();
        return new Table([.. names.Select(name =>
        {
            List<object?> values = [.. rows.Select(row => row.Get(name))];
            var type = TypeOf(values);
            return new Column(name, type, [.. values.Select(item => Widen(item, type))]);
        })], rows.Count);
    }

    private static ArrowType TypeOf(IReadOnlyList<object?> values)
    {
        List<object> there = [.. values.OfType<object>()];
        if (there.Count == 0)
            return ArrowType.Null;
        if (there.TrueForAll(value => value is string))
            return ArrowType.String;
        if (there.TrueForAll(value => value is bool))
            return ArrowType.Bool;
        if (there.TrueForAll(value => value is BigInteger or double))
            return there.TrueForAll(value => value is BigInteger || double.IsInteger((double)value)) ? ArrowType.Int64 : ArrowType.Double;
        if (there.TrueForAll(value => value is List<object?>))
            return ArrowType.List(TypeOf([.. there.Cast<List<object?>>().SelectMany(items => items)]));
        if (!there.TrueForAll(value => value is Struct))
            throw PythonError.ValueError("Failed to convert pandas DataFrame to Arrow Table");
        return ArrowType.Struct(there.Cast<Struct>().SelectMany(fields => fields.Select(field => field.Name)).Distinct()
            .Select(name => new ArrowField(name, TypeOf([.. there.Cast<Struct>().Select(fields => fields.Get(name))]))));
    }

    private static object? Widen(object? value, ArrowType type)
    {
        switch (value)
        {
            case BigInteger whole when type == ArrowType.Double:
                return (double)whole;
            case double number when type == ArrowType.Int64:
                return new BigInteger(number);
            case List<object?> items:
                return items.ConvertAll(item => Widen(item, type.Item));
            case Struct fields:
                Struct made = [];
                made.AddRange(type.Fields.Select(field => (field.Name, Widen(fields.Get(field.Name), field.Type))));
                return made;
            default:
                return value;
        }
    }
}
