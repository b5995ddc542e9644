using System.Text.RegularExpressions;
using Jumpbox.Checks.Catalogue;
using Jumpbox.Explaining;
using Jumpbox.Settings;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Jumpbox.Tests.Explaining;

public sealed partial class TheFailureCatalogue
{
    private static readonly string Folder = Path.Combine(Repository.Root, "build", "Jumpbox", "Explaining");

    // What the program knows and no text contains.
    private static readonly string[] ProgramValues =
    [
        "signIn",
        "tenant",
        "tenantWords",
        "azLogin",
        "azdLogin",
        "powershellLogin",
        "tokenCommand",
    ];

    [Fact]
    public async Task It_keeps_to_its_schema()
    {
        JsonSchema schema = await JsonSchema.FromJsonAsync(
            await File.ReadAllTextAsync(
                Path.Combine(Folder, "failures.schema.json"),
                TestContext.Current.CancellationToken
            ),
            TestContext.Current.CancellationToken
        );
        ICollection<ValidationError> errors = schema.Validate(
            await File.ReadAllTextAsync(Path.Combine(Folder, "failures.json"), TestContext.Current.CancellationToken)
        );

        Assert.Empty(errors.Select(error => $"{error.Path} {error.Kind}"));
    }

    [Fact]
    public void It_has_at_least_150_rows_with_different_ids()
    {
        Assert.True(FailureCatalogue.All.Count >= 150, $"{FailureCatalogue.All.Count} rows");
        Assert.Distinct(FailureCatalogue.All.Select(row => row.Id));
    }

    [Fact]
    public void Every_check_page_and_row_that_it_names_exists()
    {
        Assert.Empty(FailureCatalogue.All.Select(row => row.Check).OfType<string>().Except(CheckRegistry.Ids));
        Assert.All(
            FailureCatalogue.All.Select(row => row.Document).Distinct(),
            page => Assert.True(File.Exists(Path.Combine(Repository.Root, page)), page)
        );
        Assert.Empty(
            FailureCatalogue.All.SelectMany(row => row.Hides).Except(FailureCatalogue.All.Select(row => row.Id))
        );
    }

    [Fact]
    public void Every_setting_that_it_names_exists()
    {
        string guide = SettingsGuide.Render();

        Assert.All(
            FailureCatalogue
                .All.SelectMany(row => row.Cures.Values.Append(row.Cure).Append(row.Cause))
                .SelectMany(sentence => SettingName().Matches(sentence).Select(match => match.Value))
                .Distinct(),
            name => Assert.Contains($"`{name}`", guide, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Every_place_for_a_value_has_a_group_or_is_the_programs() =>
        Assert.All(
            FailureCatalogue.All,
            row =>
            {
                string groups = string.Concat(row.Match.Select(pattern => pattern.Source));
                foreach (string sentence in row.Cures.Values.Append(row.Cure).Append(row.Cause))
                {
                    Assert.All(
                        Place().Matches(sentence).Select(match => match.Groups[1].Value).Except(ProgramValues),
                        name => Assert.Contains($"(?<{name}>", groups, StringComparison.Ordinal)
                    );
                }
            }
        );

    [Theory]
    [InlineData("curl: \\(6\\)", "curl: (6)")]
    [InlineData("Could not resolve '(?<host>[^'\\n]+)'", "Could not resolve '")]
    [InlineData("abcde?f|ghijk+l", "abcd|ghijk")]
    [InlineData("ab|cdefgh")]
    [InlineData("[abcd]efgh[^]x]ijklm", "ijklm")]
    [InlineData("(?:one|two) three{2}", " thre")]
    public void A_pattern_is_tried_only_on_a_text_with_one_of_its_words(string pattern, string words = "") =>
        Assert.Equal(words, string.Join('|', TextPattern.WordsOf(pattern)));

    [Fact]
    public void No_code_of_Microsoft_Entra_stands_for_two_causes() =>
        Assert.Distinct(
            FailureCatalogue
                .All.SelectMany(row => row.Match)
                .SelectMany(pattern => EntraCodes().Matches(pattern.Source))
                .SelectMany(codes => codes.Groups[1].Value.Split('|'))
        );

    [Fact]
    public void The_page_lists_every_row() =>
        Approved.MatchesBetweenMarks(
            Path.Combine(Repository.Root, "docs", "failures", "README.md"),
            "failures",
            FailureGuide.Render()
        );

    [GeneratedRegex(
        @"(?<![-/\w])(?:buildVm|image|network|resourceGroups|roles|customizer|gate|signing|gitHub)\.[A-Za-z.]*[A-Za-z]"
    )]
    private static partial Regex SettingName();

    [GeneratedRegex(@"AADSTS\(\?:([\w|]+)\)")]
    private static partial Regex EntraCodes();

    [GeneratedRegex(@"\{(\w+)(?:\|[^}]*)?\}")]
    private static partial Regex Place();
}
