namespace MathPref.Foresight;

/// <summary>A cmdlet that tells, before a row comes, what it needs of one and makes of it.</summary>
internal interface IColumnStage
{
    /// <summary>
    /// Makes of the columns before this stage those behind it; gives one that it needs and that is surely missing, or null. By the parameters that
    /// the cmdlet has after its BeginProcessing.
    /// </summary>
    ColumnGap? Foresee(ColumnForecast columns);
}
