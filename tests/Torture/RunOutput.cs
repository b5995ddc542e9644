using System.Text;

namespace Torture.Tests;

/// <summary>Takes what runs print, each run for itself although they share one console.</summary>
internal sealed class RunOutput : TextWriter
{
    private static readonly AsyncLocal<StringBuilder?> Current = new();

    private RunOutput() { }

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>From now on the console of this flow of control is a new text.</summary>
    public static StringBuilder Begin() => Current.Value = new StringBuilder();

    /// <summary>Takes the console once for all.</summary>
    public static void Install()
    {
        RunOutput output = new();
        Console.SetOut(output);
        Console.SetError(output);
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        if (Current.Value is { } text)
        {
            lock (text)
            {
                text.Append(value);
            }
        }
    }

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));
}
