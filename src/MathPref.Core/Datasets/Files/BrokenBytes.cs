using System.Text;

namespace MathPref.Core.Datasets;

/// <summary>
/// UTF-8 in which bytes that are none become a character that no text has, so that what stands before them, and is decoded with them, can be read.
/// </summary>
internal sealed class BrokenBytes : DecoderFallback
{
    /// <summary>Unicode keeps it for the use within programs: it is no character.</summary>
    private const char Mark = '\uFDD0';

    private bool _isMet;

    public BrokenBytes() => Utf8 = Encoding.GetEncoding("utf-8", EncoderFallback.ExceptionFallback, this);

    public Encoding Utf8 { get; }

    public override int MaxCharCount => 1;

    /// <summary>Where in a text that was decoded here the first of them stands; null where none does.</summary>
    public int? IsIn(string text) => _isMet && text.IndexOf(Mark) is >= 0 and var place ? place : null;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(this);

    private sealed class Buffer(BrokenBytes owner) : DecoderFallbackBuffer
    {
        private bool _isLeft;

        public override int Remaining => _isLeft ? 1 : 0;

        public override bool Fallback(byte[] bytesUnknown, int index) => owner._isMet = _isLeft = true;

        public override char GetNextChar()
        {
            var next = _isLeft ? Mark : '\0';
            _isLeft = false;
            return next;
        }

        public override bool MovePrevious() => false;

        public override void Reset() => _isLeft = false;
    }
}
