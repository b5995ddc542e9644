using Build.Arguments;
using Build.Fleets;
using Build.Run;

namespace Build.Tests.Reporting;

/// <summary>What several images leave behind about a reason that came from outside.</summary>
public sealed class SummingUpImages : IDisposable
{
    private const string Outside =
        "\u001b[2Jbad\r\n##vso[task.setvariable variable=a]b\n::error::c ![x](https://evil.example/p.png) <img src=x> | \u202eq";

    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-fleet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_reason_from_outside_is_text_on_the_screen_and_in_Markdown()
    {
        using StringWriter output = new();
        using Workspace workspace = new(_folder, "Build");

        new FleetSummary([new ImageResult("web", 1, Outside), new ImageResult("db", 0, null)]).Write(
            workspace,
            new Surroundings
            {
                Output = output,
                Errors = output,
                Variables = new Dictionary<string, string>(),
            },
            new TypedArguments(["--target=Build"])
        );

        string screen = output.ToString();
        Assert.DoesNotContain('\u001b', screen);
        Assert.DoesNotContain('\u202e', screen);
        Assert.DoesNotContain(
            screen.Split('\n'),
            line =>
                line.StartsWith("##vso", StringComparison.Ordinal) || line.StartsWith("::", StringComparison.Ordinal)
        );
        string row = File.ReadAllLines(Path.Combine(_folder, "fleet.md")).Single(line => line.Contains("web"));
        // Inside code, which nothing interprets.
        Assert.Contains("`![x](https://evil.example/p.png)`", row, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", row, StringComparison.Ordinal);
        Assert.Equal(5, row.Replace("\\|", "", StringComparison.Ordinal).Count(sign => sign == '|'));
    }
}
