namespace MathPref.Core.Argilla;

/// <summary>
/// How many records a call has: half as many after each that the server could not do, for the rest too, and twice as many again after a few
/// that passed. Each time that proves too many again it takes twice as long until the next, so that a slow server is asked for too much ever
/// more seldom.
/// </summary>
internal sealed class CallSize
{
    private const int FirstPatience = 4;
    private const int MostPatience = 1024;

    private int _passed;
    private int _patience = FirstPatience;
    private bool _isTrial;

    /// <summary>Records that the next call may have.</summary>
    public int Most { get; private set; } = ArgillaClient.MostRecords;

    public void Passed(int records)
    {
        // What is less than half says nothing of more.
        if (Most >= ArgillaClient.MostRecords || records * 2 <= Most)
            return;
        _isTrial = false;
        if (++_passed < _patience)
            return;
        _passed = 0;
        _isTrial = true;
        Most = Math.Min(Most * 2, ArgillaClient.MostRecords);
    }

    public void Failed(int records)
    {
        if (_isTrial)
            _patience = Math.Min(_patience * 2, MostPatience);
        _isTrial = false;
        _passed = 0;
        Most = Math.Max(1, Math.Min(Most, (records + 1) / 2));
    }

    /// <summary>It was one record, and not their number, that calls failed by.</summary>
    public void WasNotToBlame(int before) => Most = before;
}
