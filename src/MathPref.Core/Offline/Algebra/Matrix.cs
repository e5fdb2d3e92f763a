using System.Text.RegularExpressions;

namespace MathPref.Core.Offline.Algebra;

/// <summary>A small matrix whose entries are polynomials (mostly constants); prints as a LaTeX pmatrix.</summary>
internal sealed partial class Matrix(int rows, int columns, Func<int, int, Polynomial> entry)
{
    private readonly Polynomial[] _entries = [.. from r in Enumerable.Range(0, rows) from c in Enumerable.Range(0, columns) select entry(r, c)];

    public int Rows => rows;

    public int Columns => columns;

    public IReadOnlyList<Polynomial> Entries => _entries;

    public Polynomial this[int row, int column] => _entries[row * columns + column];

    public static Matrix TwoByTwo(Polynomial a, Polynomial b, Polynomial c, Polynomial d) =>
        new(2, 2, (row, column) => (row, column) switch { (0, 0) => a, (0, 1) => b, (1, 0) => c, _ => d });

    /// <summary>A pmatrix (bmatrix, matrix) with nothing around it, or null.</summary>
    public static Matrix? Read(string text)
    {
        if (Environment().Match(text.Trim()) is not { Success: true } match)
            return null;
        var lines = match.Groups["body"].Value.Split(@"\\", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string[][] rows = [.. lines.Select(row => row.Split('&'))];
        if (rows.Length is 0 or > 4 || rows.Any(row => row.Length != rows[0].Length || row.Length > 4))
            return null;
        var entries = rows.Select(row => row.Select(ExpressionReader.ReadPolynomial).ToArray()).ToArray();
        return entries.Any(row => row.Contains(null)) ? null : new(rows.Length, rows[0].Length, (r, c) => entries[r][c]!);
    }

    public static Matrix operator +(Matrix a, Matrix b) => new(a.Rows, a.Columns, (r, c) => a[r, c] + b[r, c]);

    public static Matrix operator *(Polynomial factor, Matrix a) => new(a.Rows, a.Columns, (r, c) => factor * a[r, c]);

    public static Matrix operator *(Matrix a, Matrix b) => new(a.Rows, b.Columns, (r, c) =>
        Enumerable.Range(0, a.Columns).Aggregate((Polynomial)0, (sum, k) => sum + a[r, k] * b[k, c]));

    /// <summary>The same with one entry replaced.</summary>
    public Matrix With(int row, int column, Polynomial value) => new(rows, columns, (r, c) => r == row && c == column ? value : this[r, c]);

    /// <summary>What is left without one row and one column.</summary>
    public Matrix Without(int row, int column) =>
        new(rows - 1, columns - 1, (r, c) => this[r < row ? r : r + 1, c < column ? c : c + 1]);

    public Polynomial Determinant() => rows == 1
        ? this[0, 0]
        : Enumerable.Range(0, columns).Aggregate((Polynomial)0, (sum, c) =>
            sum + (c % 2 == 0 ? 1 : -1) * this[0, c] * Without(0, c).Determinant());

    public bool IsNumeric(int size) => rows == size && columns == size && _entries.All(e => e.Constant is not null);

    public override string ToString()
    {
        var lines = _entries.Chunk(columns).Select(row => string.Join(" & ", row.Select(e => e.ToString())));
        return $@"\begin{{pmatrix}} {string.Join(@" \\ ", lines)} \end{{pmatrix}}";
    }

    [GeneratedRegex(@"^\\begin\s*\{(?<kind>[pb]?matrix)\}(?<body>[^$]*)\\end\s*\{\k<kind>\}$", RegexOptions.CultureInvariant)]
    private static partial Regex Environment();
}
