using System.Text.Json;

namespace Build.Testing;

/// <summary>The result of one test.</summary>
/// <param name="Assembly">The name of its project's assembly.</param>
/// <param name="Name">Its full name, with its arguments.</param>
/// <param name="Outcome">Its outcome.</param>
/// <param name="Message">The failure's message or the reason for skipping; empty if there is none.</param>
/// <param name="Trace">Where it failed; empty if it did not.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record TestResult(
    string Assembly,
    string Name,
    TestOutcome Outcome,
    string Message,
    string Trace,
    TimeSpan Duration
)
{
    /// <summary>
    /// Reads a result file in the Common Test Report Format. The XML formats of the test platform break off at the first
    /// character that XML does not know, such as the escape character of a terminal in a failure's message.
    /// Source: ctrf.io/docs/schema/overview.
    /// </summary>
    /// <param name="file">The path.</param>
    /// <exception cref="JsonException">The file ends early or has another format.</exception>
    public static IReadOnlyList<TestResult> ReadAll(string file)
    {
        byte[] text = File.ReadAllBytes(file);
        // xUnit writes control characters of a message as they are, which JSON does not allow.
        foreach (ref byte one in text.AsSpan())
        {
            one = Math.Max(one, (byte)' ');
        }
        using JsonDocument document = JsonDocument.Parse(text);
        try
        {
            JsonElement results = document.RootElement.GetProperty("results");
            JsonElement suites = results.GetProperty("extra").GetProperty("suites");
            string assembly = Path.GetFileNameWithoutExtension(Text(suites[0], "filePath"));
            return
            [
                .. results
                    .GetProperty("tests")
                    .EnumerateArray()
                    .Select(test => new TestResult(
                        assembly,
                        Text(test, "name"),
                        OutcomeOf(Text(test, "status")),
                        Text(test, "message"),
                        Text(test, "trace"),
                        TimeSpan.FromMilliseconds(test.GetProperty("duration").GetDouble())
                    )),
                .. suites.EnumerateArray().SelectMany(suite => Errors(assembly, suite)),
            ];
        }
        catch (Exception error)
            when (error is KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new JsonException($"It is not a test report: {error.Message}", error);
        }
    }

    // What fails outside a test, for example the end of a fixture.
    private static IEnumerable<TestResult> Errors(string assembly, JsonElement suite) =>
        suite.TryGetProperty("errors", out JsonElement errors) && errors.ValueKind == JsonValueKind.Array
            ? errors
                .EnumerateArray()
                .Select(error => new TestResult(
                    assembly,
                    $"{assembly}, outside a test",
                    TestOutcome.Failed,
                    error.ValueKind == JsonValueKind.Object ? Text(error, "message") : error.ToString(),
                    error.ValueKind == JsonValueKind.Object ? Text(error, "trace") : "",
                    TimeSpan.Zero
                ))
            : [];

    // "pending" is a test that runs only when it is requested by name. What is no success is a failure.
    private static TestOutcome OutcomeOf(string status) =>
        status switch
        {
            "passed" => TestOutcome.Passed,
            "skipped" => TestOutcome.Skipped,
            "pending" => TestOutcome.NotRequested,
            _ => TestOutcome.Failed,
        };

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.ToString() : "";
}

/// <summary>The outcome of a test.</summary>
internal enum TestOutcome
{
    /// <summary>It passed.</summary>
    Passed,

    /// <summary>It failed, or did not end.</summary>
    Failed,

    /// <summary>It was skipped for a reason.</summary>
    Skipped,

    /// <summary>It runs only when it is requested by name, and was not.</summary>
    NotRequested,
}
