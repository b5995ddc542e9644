using System.Text;
using CsCheck;
using Jumpbox.Azure.Arm;

namespace Jumpbox.Azure.Tests;

/// <summary>No text that the service or something before it sends as an error can stop a run or reach a terminal.</summary>
public sealed class ReadingAnyError
{
    private static readonly string[] Parts =
    [
        "{\"error\":",
        "{\"code\":\"",
        "\",\"message\":\"",
        "\"details\":[",
        "{\\\"error\\\":{\\\"code\\\":\\\"",
        "}",
        "]",
        "\"",
        "null",
        "[[[[",
        "1e999",
        "\\ud800",
        "\u001b[31m",
        "\u202e",
        "<html>",
        "\0",
        "\r\n##vso[task.complete]",
        "code",
    ];

    private static readonly Gen<string> Body = Gen.OneOf(
            Gen.Int[0, Parts.Length - 1].Select(at => Parts[at]),
            Gen.Byte.Array[0, 20].Select(Encoding.UTF8.GetString),
            Gen.String
        )
        .Array[0, 30]
        .Select(string.Concat);

    [Fact]
    public void Any_error_is_read_and_shown_on_plain_lines() =>
        Body.Sample(body =>
        {
            string text = FaultReader.Read("read it", "/subscriptions/x", 409, body, null).ToText();
            Assert.DoesNotContain(text, letter => char.IsControl(letter) && letter is not ('\n' or '\t'));
            Assert.DoesNotContain('\u202e', text);
        });
}
