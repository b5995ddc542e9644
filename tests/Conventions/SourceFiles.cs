using System.Text.RegularExpressions;

namespace Conventions.Tests;

public sealed partial class SourceFiles
{
    [Fact]
    public void Each_file_is_named_after_its_first_type_and_holds_beside_it_only_data_of_that_type() =>
        Assert.All(
            Repository.Files("build", "*.cs").Where(file => Path.GetFileName(file) != "AssemblyInfo.cs"),
            file =>
            {
                (string Kind, string Name)[] types =
                [
                    .. TopLevelType()
                        .Matches(File.ReadAllText(file))
                        .Select(match => (match.Groups["kind"].Value, match.Groups["name"].Value)),
                ];
                string name = Path.GetFileNameWithoutExtension(file).Split('.', '{')[0];
                Assert.True(
                    types.Length == 0 || types[0].Name == name && types[1..].All(IsData),
                    $"{file} holds {string.Join(", ", types.Select(type => type.Name))}"
                );
            }
        );

    [Fact]
    public void Each_class_is_sealed_static_or_abstract() =>
        Assert.All(
            // Cake's users derive from its contexts and from a tool's settings: these are open by contract.
            Repository
                .Files("build", "*.cs")
                .Where(file => Path.GetFileName(file) is not ("FrostingContext.cs" or "AzSettings.cs")),
            file =>
                Assert.False(
                    OpenClass().IsMatch(File.ReadAllText(file)),
                    $"{file} holds a class that is open by accident"
                )
        );

    [Fact]
    public void No_type_is_named_for_a_drawer_that_takes_anything() =>
        Assert.All(
            Repository.Files("build", "*.cs").Select(file => Path.GetFileNameWithoutExtension(file)),
            name => Assert.DoesNotMatch("(Manager|Helper|Helpers|Utils|Utility|Common)$", name)
        );

    [Fact]
    public void No_tracked_text_names_a_path_of_the_machine_it_was_made_on()
    {
        string home = Path.GetDirectoryName(Repository.Root)!;
        Assert.All(
            Repository
                .Files(".", "*")
                .Where(file =>
                    Path.GetExtension(file)
                        is ".cs"
                            or ".md"
                            or ".json"
                            or ".sh"
                            or ".ps1"
                            or ".yml"
                            or ".bicep"
                            or ".props"
                            or ".targets"
                            or ".csproj"
                ),
            file => Assert.DoesNotContain(home.Length > 4 ? home + "/" : Repository.Root + "/", File.ReadAllText(file))
        );
    }

    [Fact]
    public void A_cancellation_token_has_one_name_as_a_parameter() =>
        Assert.All(
            Repository.Files("build", "*.cs"),
            file => Assert.DoesNotMatch(OtherToken(), File.ReadAllText(file))
        );

    private static bool IsData((string Kind, string Name) type) =>
        type.Kind is not "class" || type.Name.EndsWith("Exception", StringComparison.Ordinal);

    [GeneratedRegex(
        @"^(?:public|internal)[\w ]* (?<kind>class|record struct|record|struct|interface|enum) (?<name>\w+)",
        RegexOptions.Multiline
    )]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"^(?:public|internal) (?:partial )?(?:class|record(?! struct)) ", RegexOptions.Multiline)]
    private static partial Regex OpenClass();

    // A method of two tokens names them by what they mean.
    [GeneratedRegex(
        @"(?<!CancellationToken.*)[(,]\s*CancellationToken\?? (?!cancellationToken\b)[a-z]\w*(?!.*CancellationToken)"
    )]
    private static partial Regex OtherToken();
}
