using System.Text.Json;
using System.Text.Unicode;

namespace MathPref.Core.Datasets;

/// <summary>Gives the tokens of JSON to the places at which they stand, row by row, whatever a row's size.</summary>
internal sealed class JsonTokens(JsonLearner learner, bool isTexts)
{
    private readonly JsonLearner _learner = learner;

    /// <summary>Whether the rows are no objects, but values of a column <c>text</c>.</summary>
    private readonly bool _isTexts = isTexts;

    private readonly List<Frame> _open = [];

    /// <summary>A list or an object that is open: the place of its items, or its own, and that of the key which was read last.</summary>
    private struct Frame
    {
        public JsonPlace Place;
        public JsonPlace? Key;
        public int Keys;
        public bool IsObject;
    }

    /// <summary>Whether a row has begun and not ended.</summary>
    public bool IsInRow => _open.Count > 0;

    /// <summary>Adds the token at which the reader is. Throws <see cref="InvalidDataException"/> for what ends a load.</summary>
    public void Add(ref Utf8JsonReader reader)
    {
        var begins = _open.Count == 0;
        if (begins)
            BeginRow(reader.TokenType);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when begins && !_isTexts:
                break;
            case JsonTokenType.StartObject:
                var place = Current();
                place.AddObject(_learner.Rows);
                Open(new Frame { Place = place, IsObject = true });
                break;
            case JsonTokenType.StartArray:
                Open(new Frame { Place = Current().AddList(_learner.Rows) });
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                Close();
                break;
            case JsonTokenType.PropertyName:
                SetKey(Text(ref reader));
                break;
            case JsonTokenType.String:
                Current().AddText(_learner.Rows, Text(ref reader));
                break;
            case JsonTokenType.Number:
                JsonLearner.AddNumber(Current(), reader.ValueSpan, _learner.Rows);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                Current().AddBool(_learner.Rows);
                break;
        }
        // The object around a single text ends with it.
        if (_isTexts && _open.Count == 1)
            Close();
    }

    private void BeginRow(JsonTokenType token)
    {
        if (!_isTexts && token is not JsonTokenType.StartObject)
            throw new InvalidDataException("a row is no object");
        _learner.BeginRow();
        _learner.Root.AddObject(_learner.Rows);
        Open(new Frame { Place = _learner.Root, IsObject = true });
        if (_isTexts)
            SetKey("text");
    }

    private JsonPlace Current() => _open[^1] is { IsObject: true } frame ? frame.Key! : _open[^1].Place;

    private void Open(Frame frame)
    {
        JsonLearner.CheckDepth(_open.Count);
        _open.Add(frame);
    }

    private void SetKey(string name)
    {
        var frame = _open[^1];
        frame.Key = JsonLearner.Key(frame.Place, name, _learner.Rows);
        frame.Keys++;
        _open[^1] = frame;
    }

    private void Close()
    {
        var frame = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        if (frame.IsObject)
            frame.Place.EndObject(frame.Keys, _learner.Rows);
        if (_open.Count == 0)
            _learner.EndRow();
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            if (reader.ValueIsEscaped || Utf8.IsValid(reader.ValueSpan))
                return reader.GetString()!;
        }
        catch (InvalidOperationException broken)
        {
            throw new InvalidDataException("a text holds half of a surrogate pair", broken);
        }
        throw new InvalidDataException("a text is no UTF-8");
    }
}
