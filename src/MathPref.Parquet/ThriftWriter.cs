using System.Text;

namespace MathPref.Parquet;

/// <summary>Writes Thrift's compact protocol. Source: apache/thrift, doc/specs/thrift-compact-protocol.md.</summary>
internal sealed class ThriftWriter(ByteBuffer output)
{
    private readonly Stack<int> _fields = new();
    private int _field;

    /// <summary>Begins a struct that is an item of a list, or the outermost one.</summary>
    public void Begin()
    {
        _fields.Push(_field);
        _field = 0;
    }

    /// <summary>Begins a struct that is a field of the current one.</summary>
    public void Begin(int field)
    {
        Head(field, ThriftType.Struct);
        Begin();
    }

    public void End()
    {
        output.Add(0);
        _field = _fields.Pop();
    }

    public void Int32(int field, int value)
    {
        Head(field, ThriftType.I32);
        Signed(value);
    }

    public void Int64(int field, long value)
    {
        Head(field, ThriftType.I64);
        Signed(value);
    }

    public void Int16(int field, int value)
    {
        Head(field, ThriftType.I16);
        Signed(value);
    }

    public void Bool(int field, bool value) => Head(field, value ? ThriftType.True : ThriftType.False);

    public void Text(int field, string value)
    {
        Head(field, ThriftType.Binary);
        Text(value);
    }

    public void Binary(int field, ReadOnlySpan<byte> value)
    {
        Head(field, ThriftType.Binary);
        Unsigned((ulong)value.Length);
        output.Add(value);
    }

    public void List(int field, int itemType, int count)
    {
        Head(field, ThriftType.List);
        if (count < 15)
        {
            output.Add((byte)(count << 4 | itemType));
            return;
        }
        output.Add((byte)(0xF0 | itemType));
        Unsigned((ulong)count);
    }

    /// <summary>An item of a list of texts.</summary>
    public void Text(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Unsigned((ulong)bytes.Length);
        output.Add(bytes);
    }

    /// <summary>An item of a list of numbers.</summary>
    public void Signed(long value) => Unsigned((ulong)(value << 1 ^ value >> 63));

    private void Unsigned(ulong value) => output.AddVarint(value);

    private void Head(int field, int type)
    {
        // Fields are written in order and no struct of Parquet leaves a gap of 16.
        output.Add((byte)(field - _field << 4 | type));
        _field = field;
    }
}
