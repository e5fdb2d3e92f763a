using System.Globalization;
using System.Numerics;

namespace MathPref.Core.Datasets;

/// <summary>
/// What a column of CSV is to pandas: whole numbers, fractions, truths or texts; nothing but nothing is a column of doubles. Source: pandas,
/// parsers.pyx (_convert_tokens) and parser/tokenizer.c (str_to_int64, xstrtod).
/// </summary>
internal sealed class CsvColumn(char point)
{
    private static readonly HashSet<string> s_nothing = new(StringComparer.Ordinal)
    {
        "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan",
        "null",
    };

    private readonly char _point = point;
    private long _cells;
    private long _nothing;
    private bool _isWhole = true;
    private bool _isNumber = true;
    private bool _isTruth = true;
    private bool _isNegative;
    private bool _isLarge;
    private bool _isHuge;

    /// <summary>Whether all fractions are whole, and small enough for every cast.</summary>
    private bool _isExact = true;

    public bool IsNothing => _nothing == _cells;

    public void Add(string cell)
    {
        _cells++;
        if (s_nothing.Contains(cell))
        {
            _nothing++;
            return;
        }
        _isTruth = _isTruth && cell is "True" or "TRUE" or "true" or "False" or "FALSE" or "false";
        if (_isNumber)
            AddNumber(cell.Trim(' ', '\t'));
    }

    /// <summary>The type. Throws <see cref="InvalidDataException"/> where it depends on what differs between versions.</summary>
    public LoadedType Type()
    {
        if (IsNothing)
            return LoadedType.Float64;
        if (!_isNumber)
            return _isTruth ? LoadedType.Bool : LoadedType.LargeString;
        if (!_isWhole)
            return LoadedType.Float64;
        if (_isHuge || _isLarge && (_isNegative || _nothing > 0))
            throw new InvalidDataException("has numbers beyond 64 bits beside others");
        return _nothing > 0 ? LoadedType.Float64 : _isLarge ? LoadedType.Value("uint64") : LoadedType.Int64;
    }

    /// <summary>Whether the column goes with one of that type before it.</summary>
    public bool Goes(LoadedType before)
    {
        var type = Type();
        return IsNothing || type.Equals(before)
            || type.Equals(LoadedType.Float64) && before.Equals(LoadedType.Int64) && _isExact
            || type.Equals(LoadedType.Int64) && before.Equals(LoadedType.Float64) && _isExact;
    }

    private void AddNumber(string number)
    {
        var digits = number.AsSpan(number.Length > 0 && number[0] is '+' or '-' ? 1 : 0);
        if (digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9'))
        {
            if (digits.Length > 20 || BigInteger.Parse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) is var big && IsBeyond(big))
                _isHuge = true;
            else
            {
                _isLarge |= big > long.MaxValue;
                _isNegative |= big < 0;
                _isExact &= BigInteger.Abs(big) <= 1L << 53;
            }
            return;
        }
        _isWhole = false;
        if (IsWord(digits))
            _isExact = false;
        else if (IsFraction(digits))
        {
            var value = double.Parse(number.Replace(_point, '.'), NumberStyles.Float, CultureInfo.InvariantCulture);
            _isExact &= Math.Floor(value) == value && Math.Abs(value) <= 1L << 53;
        }
        else
            _isNumber = false;
    }

    private static bool IsBeyond(BigInteger number) => number > ulong.MaxValue || number < long.MinValue;

    private static bool IsWord(ReadOnlySpan<char> word) =>
        word.Equals("inf", StringComparison.OrdinalIgnoreCase) || word.Equals("infinity", StringComparison.OrdinalIgnoreCase);

    /// <summary>Digits with a point among them or an exponent behind, and at least one digit.</summary>
    private bool IsFraction(ReadOnlySpan<char> number)
    {
        var exponent = number.IndexOfAny('e', 'E');
        var mantissa = exponent < 0 ? number : number[..exponent];
        if (exponent >= 0)
        {
            var power = number[(exponent + 1)..];
            power = power.Length > 0 && power[0] is '+' or '-' ? power[1..] : power;
            if (power.Length is 0 or > 9 || power.ContainsAnyExceptInRange('0', '9'))
                return false;
        }
        var place = mantissa.IndexOf(_point);
        var before = place < 0 ? mantissa : mantissa[..place];
        var after = place < 0 ? default : mantissa[(place + 1)..];
        return before.Length + after.Length > 0 && !before.ContainsAnyExceptInRange('0', '9') && !after.ContainsAnyExceptInRange('0', '9');
    }
}
