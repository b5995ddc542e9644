using CsCheck;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Tools;

public sealed class PinReading
{
    private const string Sha = "8e34fc298390875de416e6a4afcb8cabeceb25d9aa8506c1a2f9353cf702ea5f";

    private static string Lock(
        string version = "4.54.1",
        string tag = "v4.54.1",
        string url = "https://github.com/mikefarah/yq/releases/download/v4.54.1/yq_linux_amd64",
        string sha = Sha
    ) =>
        $$"""
            {
              "resolvedAt": "2026-10-07T00:00:00Z", "reviewAt": "2027-01-05", "aptSnapshot": "20261007T000000Z", "baseImages": [],
              "tools": [
                {
                  "name": "yq", "version": {{Json(version)}}, "tag": {{Json(tag)}}, "commit": null, "published": null,
                  "artifacts": [
                    { "architecture": "amd64", "url": {{Json(url)}}, "size": null, "sha256": {{Json(
                sha
            )}}, "verified": [ { "by": "stated", "count": 2 } ] }
                  ]
                }
              ]
            }
            """;

    private static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static IReadOnlyList<PinProblem> Refused(string text) =>
        Assert.Throws<PinException>(() => ToolLock.Parse(text)).Problems;

    [Fact]
    public void A_good_lock_is_read() => Assert.Equal("4.54.1", ToolLock.Parse(Lock()).Find("yq")!.Version);

    [Fact]
    public void The_time_of_the_snapshot_is_the_epoch_of_the_build() =>
        Assert.Equal(1_791_331_200, ToolLock.Parse(Lock()).Epoch);

    [Fact]
    public void A_day_that_no_calendar_has_is_no_snapshot() =>
        Assert.Equal(
            ["aptSnapshot"],
            Refused(Lock().Replace("20261007T", "20260231T", StringComparison.Ordinal)).Select(problem => problem.Path)
        );

    [Fact]
    public void The_digest_depends_on_the_pins_and_not_on_their_layout()
    {
        string digest = ToolLock.Parse(Lock()).Digest;

        Assert.Equal(digest, ToolLock.Parse(Lock().Replace("\n", "\n\n", StringComparison.Ordinal)).Digest);
        Assert.NotEqual(digest, ToolLock.Parse(Lock(sha: Sha.Replace('8', '9'))).Digest);
        Assert.Matches("^[0-9a-f]{64}$", digest);
    }

    [Fact]
    public void All_problems_are_told_at_once_each_with_path_value_and_what_is_expected()
    {
        IReadOnlyList<PinProblem> problems = Refused(Lock("1.0;rm -rf /", "../../x", "http://github.com/x", "ABC"));

        Assert.Equal(
            ["tools[0].version", "tools[0].tag", "tools[0].artifacts[0].url", "tools[0].artifacts[0].sha256"],
            problems.Select(problem => problem.Path)
        );
        Assert.Equal("1.0;rm -rf /", problems[0].Value);
        Assert.Contains("64 lower-case hexadecimal digits", problems[3].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.0;rm -rf /")]
    [InlineData("../1.0")]
    [InlineData("1..0")]
    [InlineData("1.0\n")]
    [InlineData("1.0\nrm")]
    [InlineData("１.0")]
    [InlineData("$(id)")]
    [InlineData("1.0 ")]
    [InlineData("")]
    [InlineData("-rf")]
    public void A_hostile_version_is_refused(string version) =>
        Assert.Contains(Refused(Lock(version: version)), problem => problem.Path == "tools[0].version");

    [Theory]
    [InlineData("v1/../2")]
    [InlineData("v1//2")]
    [InlineData("v1/")]
    [InlineData("v1`id`")]
    [InlineData("v1\u202e")]
    [InlineData("--upload-pack=x")]
    public void A_hostile_tag_is_refused(string tag) =>
        Assert.Contains(Refused(Lock(tag: tag)), problem => problem.Path == "tools[0].tag");

    [Theory]
    [InlineData("http://github.com/a")]
    [InlineData("https://user@github.com/a")]
    [InlineData("https://github.com:8443/a")]
    [InlineData("https://github.com/a?b")]
    [InlineData("https://github.com/a#b")]
    [InlineData("https://github.com/../a")]
    [InlineData("https://github.com/a/./b")]
    [InlineData("https://github.com/%2e%2e/a")]
    [InlineData("https://github.com/a%0ab")]
    [InlineData("https://github.com/a'b")]
    [InlineData("https://github.com/a\\b")]
    [InlineData("https://GitHub.com/a")]
    [InlineData("https://gıthub.com/a")]
    [InlineData("https://127.0.0.1/a")]
    [InlineData("https://localhost/a")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://github.com")]
    [InlineData("https://github.com/")]
    public void A_hostile_url_is_refused(string url) =>
        Assert.Contains(Refused(Lock(url: url)), problem => problem.Path == "tools[0].artifacts[0].url");

    [Fact]
    public void Nothing_that_passes_can_leave_single_quotes_or_a_folder() =>
        Gen.Char[" ;$`'\"\\\n\r\t&|<>(){}[]*?!~#%\u0000\u00e9.-/1aA+_"]
            .Array[1, 12]
            .Select(characters => new string(characters))
            .Sample(text =>
            {
                bool passes = PinText.IsVersion(text) || PinText.IsTag(text);
                bool harmless =
                    text.All(c => char.IsAsciiLetterOrDigit(c) || ".+-_/".Contains(c, StringComparison.Ordinal))
                    && !text.Contains("..", StringComparison.Ordinal)
                    && char.IsAsciiLetterOrDigit(text[0]);
                return !passes || harmless;
            });

    [Fact]
    public void Whatever_is_read_is_written_back_as_it_was() =>
        Gen.Select(Gen.Int[0, 99], Gen.Int[0, 99], Gen.Char['a', 'f'].Array[64])
            .Sample(
                (major, minor, digest) =>
                {
                    ToolLock first = ToolLock.Parse(
                        Lock($"{major}.{minor}.0", $"v{major}.{minor}.0", sha: new string(digest))
                    );
                    ToolLock second = ToolLock.Parse(System.Text.Encoding.UTF8.GetString(first.ToBytes()));
                    return first.Digest == second.Digest;
                }
            );

    [Fact]
    public void A_message_never_carries_control_characters() =>
        Assert.DoesNotContain(Refused(Lock(version: "1\u001b[2J"))[0].ToString(), c => char.IsControl(c));

    [Fact]
    public void Broken_json_is_told_with_line_and_column() =>
        Assert.Contains("line 2, column", Refused("{\n  x")[0].ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_field_given_twice_is_refused() => Refused("""{ "tools": [], "tools": [] }""");

    [Fact]
    public void An_unknown_field_is_refused_with_the_known_ones() =>
        Assert.Contains(
            Refused(Lock().Replace("\"commit\"", "\"comit\"", StringComparison.Ordinal)),
            problem => problem.Path == "tools[0].comit" && problem.Expected.Contains("commit", StringComparison.Ordinal)
        );

    [Fact]
    public void One_digest_for_two_files_is_refused()
    {
        string again =
            $$"""{ "architecture": "arm64", "url": "https://github.com/mikefarah/yq/releases/download/v4.54.1/yq_linux_arm64", "sha256": "{{Sha}}", "verified": [ { "by": "hashed" } ] }""";
        string text = Lock().Replace("\"artifacts\": [", "\"artifacts\": [" + again + ",", StringComparison.Ordinal);

        Assert.Contains(
            Refused(text),
            problem => problem.Expected.Contains("a different digest", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_missing_file_says_what_to_do()
    {
        PinException missing = Assert.Throws<PinException>(() => ToolLock.Load("no/such/lock.json"));

        Assert.Contains("no/such/lock.json", missing.Message, StringComparison.Ordinal);
        Assert.Contains("restore it with git", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_catalogue_tells_every_problem_of_a_tool()
    {
        string text = """
            { "tools": [ { "name": "Bad Name", "description": "d", "licence": "MIT", "repository": "no-slash", "constraint": "not a range",
              "tag": "v1", "architectures": { "riscv": "x" }, "url": "https://github.com/a/{arch}", "unpack": { "form": "rar" },
              "install": "bin/x", "version": { "command": [], "expect": "no placeholder" } } ] }
            """;
        IReadOnlyList<PinProblem> problems = Assert.Throws<PinException>(() => ToolCatalogue.Parse(text)).Problems;

        Assert.Superset(
            new HashSet<string>
            {
                "tools[0].name",
                "tools[0].repository",
                "tools[0].constraint",
                "tools[0].tag",
                "tools[0].architectures.riscv",
                "tools[0].url",
                "tools[0].unpack.form",
                "tools[0].install",
                "tools[0].version.expect",
            },
            problems.Select(problem => problem.Path).ToHashSet()
        );
    }

    [Fact]
    public void Settings_that_name_an_unknown_tool_are_told_the_known_ones()
    {
        ToolCatalogue catalogue = ToolCatalogue.Load(Path.Combine(SampleSettings.Root, ToolCatalogue.DefaultPath));
        PinException unknown = Assert.Throws<PinException>(() =>
            catalogue.Select(new Dictionary<string, bool> { ["kubctl"] = true })
        );

        Assert.Contains("kubctl", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("kubectl", unknown.Message, StringComparison.Ordinal);
    }
}
