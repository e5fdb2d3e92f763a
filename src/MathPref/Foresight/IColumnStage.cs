using MathPref.Core.Rows;

namespace MathPref.Foresight;

/// <summary>A cmdlet that tells, before a row comes, what it needs of one and makes of it.</summary>
internal interface IColumnStage
{
    /// <summary>
    /// Makes of the columns before this stage those behind it; gives one that it needs and that is surely missing, or null. By the parameters that
    /// the cmdlet has after its BeginProcessing.
    /// </summary>
    ColumnGap? Foresee(ColumnForecast columns);

    /// <summary>
    /// What this stage cannot use of a row though its column is there; null where it can, and where nobody knows yet. Asked before
    /// <see cref="Foresee"/>, and only of columns that no stage in front writes (<see cref="ColumnForecast.IsAsItCame"/>) is anything known.
    /// </summary>
    ColumnGap? ForeseeValue(Row row, ColumnForecast columns) => null;
}
