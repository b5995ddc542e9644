using System.Globalization;
using System.Text;

namespace Jumpbox.Settings;

/// <summary>A place in a text, as editors count: from 1, in characters.</summary>
/// <param name="Line">The line.</param>
/// <param name="Column">The column.</param>
internal readonly record struct TextPlace(int Line, int Column)
{
    /// <summary>The place of a byte.</summary>
    /// <param name="utf8">The whole text.</param>
    /// <param name="index">The byte's index.</param>
    public static TextPlace At(ReadOnlySpan<byte> utf8, int index)
    {
        ReadOnlySpan<byte> before = utf8[..Math.Clamp(index, 0, utf8.Length)];
        int start = before.LastIndexOf((byte)'\n') + 1;
        return new TextPlace(before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[start..]) + 1);
    }

    /// <summary>As a part of a sentence.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}, column {Column}");
}
