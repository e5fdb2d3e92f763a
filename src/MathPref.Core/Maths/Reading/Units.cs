using System.Collections.Frozen;
using System.Globalization;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Reading;

/// <summary>
/// _spellings of units, each with its one spelling, its dimension and its exact size in the dimension's base. Units of several are written
/// <c>kg*m/s^2</c>. Sizes are exact by definition (1 in = 2.54 cm, international pound and yard; US gallon = 231 in³); what has none
/// (a month in days) has a dimension of its own.
/// </summary>
internal static class Units
{
    // One line a unit: its one spelling, dimension, size as a fraction; then its other spellings. Case counts where it tells two apart.
    private const string Table = """
        mm length 1/1000 millimeter millimetre
        cm length 1/100 centimeter centimetre
        dm length 1/10 decimeter decimetre
        m length 1 meter metre
        km length 1000 kilometer kilometre kms
        in length 127/5000 inch inche ins
        ft length 381/1250 foot feet
        yd length 1143/1250 yard yds
        mi length 201168/125 mile
        nm length 1/1000000000 nanometer nanometre
        μm length 1/1000000 micrometer micrometre um
        s time 1 second sec secs
        ms time 1/1000 millisecond
        min time 60 minute mins
        h time 3600 hour hr hrs
        day time 86400
        week time 604800 wk wks
        fortnight time 1209600
        month month 1 mo mos
        year month 12 yr yrs
        decade month 120
        century month 1200 centurie
        g mass 1 gram gramme gm
        mg mass 1/1000 milligram
        kg mass 1000 kilogram kilo kgs
        t mass 1000000 tonne
        ton ton 1
        lb mass 45359237/100000 pound lbs
        oz mass 45359237/1600000 ounce
        L volume 1/1000 liter litre l
        mL volume 1/1000000 milliliter millilitre ml cc
        cL volume 1/100000 centiliter centilitre cl
        dL volume 1/10000 deciliter decilitre dl
        gal volume 473176473/125000000000 gallon
        qt volume 473176473/500000000000 quart
        pt volume 473176473/1000000000000 pint
        cup volume 473176473/2000000000000
        tbsp volume 473176473/32000000000000 tablespoon
        tsp volume 157725491/32000000000000 teaspoon
        acre area 316160658/78125
        hectare area 10000 ha
        mph speed 1397/3125
        kph speed 5/18 kmph kmh
        knot speed 463/900
        dollar dollar 1 buck usd USD
        cent dollar 1/100 penny pennie ¢
        nickel nickel 1
        dime dime 1
        quarter quarter 1
        euro euro 1 EUR eur
        sterling sterling 1 GBP gbp
        rupee rupee 1 Rs INR
        yen yen 1 JPY
        rad angle 1 radian rads
        degree degree 1 deg degs
        °C celsius 1 celsius
        °F fahrenheit 1 fahrenheit
        K kelvin 1 kelvin
        N force 1 newton
        J energy 1 joule
        kJ energy 1000 kilojoule
        cal calorie 1 calorie
        kcal calorie 1000 kilocalorie
        W power 1 watt
        kW power 1000 kilowatt
        kWh energy 3600000
        V voltage 1 volt
        A current 1 ampere amp
        ohm resistance 1 Ω
        Hz frequency 1 hertz
        kHz frequency 1000
        Pa pressure 1 pascal
        kPa pressure 1000
        atm atm 1 atmosphere
        mol amount 1 mole
        bit bit 1
        byte bit 8
        unit unit 1 u
        person person 1 people persons
        rpm rpm 1
        """;

    private static readonly Dictionary<string, Unit> _built = Build();
    private static readonly FrozenDictionary<string, Unit> _spellings = _built.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> _irregular = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["people"] = "person", ["men"] = "man", ["women"] = "woman", ["children"] = "child", ["feet"] = "foot", ["mice"] = "mouse", ["geese"] = "goose",
        ["dice"] = "die", ["teeth"] = "tooth", ["halves"] = "half", ["leaves"] = "leaf", ["loaves"] = "loaf", ["knives"] = "knife", ["wolves"] = "wolf",
        ["shelves"] = "shelf", ["pennies"] = "penny", ["cookies"] = "cookie", ["movies"] = "movie", ["pies"] = "pie", ["ties"] = "tie", ["vertices"] = "vertex",
        ["matrices"] = "matrix", ["radii"] = "radius", ["buses"] = "bus", ["series"] = "series", ["shoes"] = "shoe", ["this"] = "this", ["its"] = "its",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The one spelling of a unit's word in any number and case (<c>Feet</c>, <c>hrs.</c>); null where it is no unit that is known.</summary>
    public static string? Find(string word) => Known(word)?.Name;

    /// <summary>An unknown word as a unit: lower case, singular.</summary>
    public static string Singular(string word)
    {
        var s = word.ToLowerInvariant();
        if (_irregular.TryGetValue(s, out string? one))
            return one;
        if (s.Length > 4 && s.EndsWith("ies", StringComparison.Ordinal))
            return string.Concat(s.AsSpan(0, s.Length - 3), "y");
        if (s.Length > 4 && (s.EndsWith("ches", StringComparison.Ordinal) || s.EndsWith("shes", StringComparison.Ordinal)
            || s.EndsWith("xes", StringComparison.Ordinal) || s.EndsWith("sses", StringComparison.Ordinal)))
            return s[..^2];
        return s.Length > 3 && s[^1] == 's' && s[^2] is not ('s' or 'u' or 'i') ? s[..^1] : s;
    }

    /// <summary>
    /// The size of a unit of one spelling, with powers and quotients (<c>km/h</c>, <c>cm^2</c>), in the base of its dimension; false where a part of it has
    /// none. Two units of one dimension (an ordered list of bases with powers) convert by the quotient of their sizes.
    /// </summary>
    public static bool TryMeasure(string unit, out string dimension, out Fraction size)
    {
        size = 1;
        dimension = "";
        if (!TryParse(unit, out var parts))
            return false;
        var powers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, power) in parts)
        {
            if (Math.Abs(power) > 9 || !_spellings.TryGetValue(name, out var atom))
                return false;
            size *= atom.Size.Pow(power);
            // Areas, volumes and speeds with a name of their own are also products of others.
            (string part, int times)[] bases = atom.Dimension switch
            {
                "area" => [("length", 2)],
                "volume" => [("length", 3)],
                "speed" => [("length", 1), ("time", -1)],
                var d => [(d, 1)],
            };
            foreach (var (part, times) in bases)
                powers[part] = powers.GetValueOrDefault(part) + times * power;
        }
        foreach (var (name, power) in powers)
        {
            if (power != 0)
                dimension += string.Create(CultureInfo.InvariantCulture, $"{name}^{power} ");
        }
        return true;
    }

    // The units among which a question may ask for one without the reference's saying so.
    private static readonly string[][] _everyday = [["s", "min", "h", "day", "week"], ["dollar", "cent"], ["mm", "cm", "m", "km"], ["in", "ft", "yd", "mi"],
        ["g", "kg", "t"], ["oz", "lb"], ["mL", "L"], ["month", "year"]];

    /// <summary>The everyday unit in which an amount of a unit is a number without one: h for 90 min and 1.5; null where none is.</summary>
    public static string? OfSameSize(string unit, Fraction amount, Fraction number)
    {
        // A question about money asks for its main unit.
        if (amount.IsZero || number.IsZero || unit == "dollar" || Array.Find(_everyday, units => Array.IndexOf(units, unit) >= 0) is not { } related)
            return null;
        var size = _spellings[unit].Size * amount;
        return Array.Find(related, other => (_spellings[other].Size * number).Equals(size));
    }

    /// <summary>A unit of parts with their powers, in one spelling: <c>kg*m/s^2</c>; the parts of one name together.</summary>
    public static string Join(IReadOnlyList<(string Name, int Power)> parts)
    {
        var together = new List<(string Name, int Power)>(parts.Count);
        foreach (var part in parts)
        {
            var at = together.FindIndex(p => p.Name == part.Name);
            if (at < 0)
                together.Add(part);
            else
                together[at] = (part.Name, together[at].Power + part.Power);
        }
        string top = "", bottom = "";
        foreach (var (name, power) in together)
        {
            if (power == 0)
                continue;
            var written = Math.Abs(power) == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}^{Math.Abs(power)}");
            if (power > 0)
                top = top.Length == 0 ? written : top + "*" + written;
            else
                bottom += "/" + written;
        }
        return (top.Length == 0 && bottom.Length > 0 ? "1" : top) + bottom;
    }

    private static Unit? Known(string word)
    {
        word = word.TrimEnd('.');
        if (_spellings.TryGetValue(word, out var unit))
            return unit;
        if (word.Length < 2)
            return null;
        var lower = word.ToLowerInvariant();
        return _spellings.TryGetValue(lower, out unit) || _spellings.TryGetValue(Singular(lower), out unit) ? unit : null;
    }

    private static bool TryParse(string unit, out List<(string Name, int Power)> parts)
    {
        parts = [];
        int sign = 1, start = 0;
        for (var i = 0; i <= unit.Length; i++)
        {
            if (i < unit.Length && unit[i] is not ('*' or '/'))
                continue;
            var part = unit[start..i];
            var caret = part.IndexOf('^', StringComparison.Ordinal);
            var power = 1;
            if (caret >= 0 && !int.TryParse(part.AsSpan(caret + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power))
                return false;
            if (part != "1")
                parts.Add((caret < 0 ? part : part[..caret], sign * power));
            if (i < unit.Length)
                sign = unit[i] == '/' ? -1 : 1;
            start = i + 1;
        }
        return parts.Count > 0;
    }

    private static Dictionary<string, Unit> Build()
    {
        var built = new Dictionary<string, Unit>(StringComparer.Ordinal);
        foreach (var line in Table.Split('\n'))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            string[] size = words[2].Split('/');
            var unit = new Unit(words[0], words[1], new(long.Parse(size[0], CultureInfo.InvariantCulture),
                size.Length == 1 ? 1 : long.Parse(size[1], CultureInfo.InvariantCulture)));
            built[words[0]] = unit;
            foreach (var spelling in words.AsSpan(3))
                built[spelling] = unit;
        }
        return built;
    }

    private sealed record Unit(string Name, string Dimension, Fraction Size);
}
