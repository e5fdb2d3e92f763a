using System.Text;

namespace MathPref.Benchmarks.Fuzz;

/// <summary>Changes an input at random: bytes, lines, numbers, pieces of the format, and now and then its size.</summary>
/// <param name="target">Whose input it is.</param>
/// <param name="random">Decides all.</param>
/// <param name="scale">How large repetitions become; the random choices do not depend on it.</param>
internal sealed class Mutator(FuzzTarget target, Random random, double scale)
{
    private const int MostChanges = 12;
    private const int MostLength = 1 << 16;
    private const int LargestLength = 1 << 20;
    private const int SmallestLarge = 1 << 14;
    private const int LargeOnceIn = 200;

    private static readonly IReadOnlyList<string> s_bytesOfTexts = [.. Oddities.Texts.Select(RawText.OfText), .. Oddities.Bytes];
    private static readonly IReadOnlyList<string> s_texts = [.. Oddities.Texts, .. Oddities.Halves];

    public string Mutate(string text)
    {
        // One change finds what stands behind a check; many find what no check expects.
        var changes = random.Next(2) == 0 ? 1 : 1 + random.Next(MostChanges);
        for (; changes > 0; changes--)
        {
            text = Change(text);
            if (text.Length > MostLength)
                text = text[..MostLength];
        }
        return random.Next(LargeOnceIn) == 0 ? Enlarge(text) : text;
    }

    private string Change(string text)
    {
        var (start, end) = Range(text.Length);
        switch (random.Next(15))
        {
            case 0:
                return text.Remove(start, end - start);
            case 1:
                return text.Insert(Place(text), text[start..end]);
            case 2:
                return random.Next(2) == 0 ? text[..start] : text[start..];
            case 3:
                var other = Pick(target.Seeds);
                return text[..start] + other[random.Next(other.Length + 1)..];
            case 4:
                return Lines(text);
            case 5:
                return Number(text);
            case 6 or 7:
                return Flip(text);
            case 8:
                return text[..start] + Odd() + text[end..];
            case 9:
                return text.Insert(Place(text), Repeat(random.Next(3) == 0 ? Odd() : Piece(), 1 + random.Next(random.Next(2) == 0 ? 8 : 600)));
            case 10:
                return text[..start] + Piece() + text[start..end] + Piece() + text[end..];
            case 11:
                return text[..start] + Piece() + text[end..];
            default:
                return text.Insert(Place(text), random.Next(4) == 0 ? Odd() : Piece());
        }
    }

    /// <summary>A stretch that is short more often than not.</summary>
    private (int Start, int End) Range(int length)
    {
        var start = random.Next(length + 1);
        var size = random.Next(3) == 0 ? random.Next(length - start + 1) : random.Next(Math.Min(20, length - start) + 1);
        return (start, start + size);
    }

    /// <summary>Anywhere, or where a line begins.</summary>
    private int Place(string text)
    {
        var at = random.Next(text.Length + 1);
        if (random.Next(2) == 0)
            return at;
        return at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
    }

    private string Lines(string text)
    {
        var lines = text.Split('\n');
        var (one, other) = (random.Next(lines.Length), random.Next(lines.Length));
        switch (random.Next(3))
        {
            case 0:
                (lines[one], lines[other]) = (lines[other], lines[one]);
                break;
            case 1:
                lines[one] = lines[other];
                break;
            default:
                lines[one] += lines[other];
                break;
        }
        return string.Join('\n', lines);
    }

    private string Number(string text)
    {
        var start = FirstDigit(text, random.Next(text.Length + 1));
        var number = Pick(Oddities.Numbers);
        if (start < 0)
            return text.Insert(Place(text), number);
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return text[..start] + number + text[end..];
    }

    /// <summary>The first one from a place on, else the first of all; -1 where there is none.</summary>
    private static int FirstDigit(string text, int from)
    {
        var at = text.AsSpan(from).IndexOfAnyInRange('0', '9');
        return at >= 0 ? from + at : text.AsSpan().IndexOfAnyInRange('0', '9');
    }

    private string Flip(string text)
    {
        var chars = text.ToCharArray();
        for (var flips = 1 + random.Next(4); flips > 0; flips--)
        {
            var (at, bit, any) = (random.Next(chars.Length + 1), random.Next(8), random.Next(3));
            if (at < chars.Length)
                chars[at] = (char)(any == 0 ? bit * 32 + at % 32 : chars[at] ^ 1 << bit);
        }
        return new string(chars);
    }

    /// <summary>Up to a megabyte of the same: what takes more time than its length shows here.</summary>
    private string Enlarge(string text)
    {
        var part = new StringBuilder();
        for (var pieces = random.Next(2) == 0 ? 1 : 2 + random.Next(2); pieces > 0; pieces--)
            part.Append(random.Next(3) == 0 ? Odd() : Piece());
        var length = (int)(SmallestLarge * Math.Pow(LargestLength / (double)SmallestLarge, random.NextDouble()));
        var (start, _) = Range(text.Length);
        return text[..start] + Repeat(part.ToString(), Math.Max(1, length / Math.Max(1, part.Length))) + text[start..];
    }

    private string Repeat(string part, int count) => new StringBuilder().Insert(0, part, Math.Max(1, (int)(count * scale))).ToString();

    private string Piece() => Pick(target.Pieces);

    private string Odd() => Pick(target.IsBytes ? s_bytesOfTexts : s_texts);

    private string Pick(IReadOnlyList<string> from) => from[random.Next(from.Count)];
}
