using System.Text.RegularExpressions;

namespace Conventions.Tests;

/// <summary>
/// The checkout's settings, catalogue and lock are the user's to edit: tests have their own in <c>tests/Sample</c>.
/// </summary>
public sealed partial class TestSettings
{
    private static readonly string[] Files =
    [
        .. Repository.Files("tests", "*.cs").Concat(Repository.Files("bench", "*.cs")),
    ];

    [Fact]
    public void Are_never_read_from_the_checkout() =>
        Assert.All(Files, file => Assert.DoesNotMatch(TheUsers(), File.ReadAllText(file)));

    [Fact]
    public void Bring_pins_of_their_own() =>
        Assert.All(
            // Invariants of the checked-in files, which hold after every edit of a user's.
            Files.Where(file =>
                Path.GetFileName(file) != "CheckedInPins.cs" && !file.Contains("/bench/", StringComparison.Ordinal)
            ),
            file => Assert.DoesNotMatch(TheUsersPins(), File.ReadAllText(file))
        );

    [Fact]
    public void Are_given_to_every_run_of_the_program() =>
        Assert.All(
            // The switch of the host is tried in a copy, and Init writes a folder of its own: targets that read no settings. The
            // compiler that brings the program does not run it.
            Files.Where(file =>
                Run().IsMatch(File.ReadAllText(file))
                && Path.GetFileName(file) is not ("TakingThePackage.cs" or "PackedTool.cs" or "CompiledAlready.cs")
            ),
            file => Assert.Contains("SampleSettings", File.ReadAllText(file))
        );

    [GeneratedRegex(
        @"(?<!SampleSettings\.File, Path\.Combine\()\bRoot,\s*""jumpbox\.json""|CheckoutRoot,\s*""jumpbox\.json"""
    )]
    private static partial Regex TheUsers();

    [GeneratedRegex(
        @"ToolPins\.Load\((?:Repository|Checkout)\.Root\)|(?:Repository|Checkout)\.Root, Tool(?:Catalogue|Lock)\.DefaultPath"
    )]
    private static partial Regex TheUsersPins();

    [GeneratedRegex(@"(?<!net10\.0/)Build\.dll""|Program\.RunAsync\(|Repository\.Program\b")]
    private static partial Regex Run();
}
