using System.Text;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Assessing;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Assessing;

/// <summary>What OpenSCAP wrote, read from outside: it never counts as passed for want of a proof.</summary>
public sealed class ReadingResults
{
    private static readonly AssessedSubject Subject = new(
        "Ubuntu 24.04.5 LTS (noble)",
        HardeningProfile.CisL1,
        new Dictionary<string, string> { ["1.5.3"] = "we debug" },
        new string('a', 64)
    );

    [Fact]
    public void What_is_unknown_or_was_not_checked_has_not_passed()
    {
        Assessment read = Read(
            XccdfText.Of([
                ("a", "pass"),
                ("b", "fixed"),
                ("c", "fail"),
                ("d", "error"),
                ("e", "unknown"),
                ("f", "notchecked"),
                ("g", "informational"),
                ("h", "a-word-of-another-version"),
                ("i", "notapplicable"),
                ("j", "notselected"),
            ])
        );

        Assert.Null(read.Trouble);
        Assert.Equal([2, 1, 1, 2, 2, 1], Enum.GetValues<AssessedOutcome>().Select(read.Of));
        Assert.Equal(8, read.Applicable);
        Assert.Equal(25, read.PassedPercent);
        Assert.Equal(73.56, read.Score);
        Assert.Equal("1.3.7", read.ToolVersion);
        Assert.Equal(
            new AssessedContent("ds.xml", new string('b', 64), "benchmark_UBUNTU", "0.1.76", "24.04"),
            read.Content
        );
        Assert.Equal(6, read.Items.Count);
        Assert.Equal(read.ToJson(), Assessment.Parse(read.ToJson()).ToJson());
    }

    [Theory]
    [InlineData("22.04", "the content is for Ubuntu 22.04")]
    [InlineData("trixie", "names no Ubuntu release")]
    public void Content_of_another_release_judges_nothing(string release, string why) =>
        Unknown(Read(XccdfText.Of([("a", "pass")], release)), why);

    [Fact]
    public void Another_profile_judges_nothing() =>
        Unknown(Read(XccdfText.Of([("a", "pass")], profile: "standard")), "are of the profile 'standard'");

    [Fact]
    public void A_root_file_system_that_no_rule_concerns_was_not_looked_at() =>
        Unknown(
            Read(XccdfText.Of([("a", "pass"), ("b", "notapplicable"), ("c", "notapplicable")])),
            "2 of 3 rules were not applicable"
        );

    [Fact]
    public void No_rule_at_all_is_no_pass() =>
        Unknown(Read(XccdfText.Of([("a", "notselected")])), "no rule was selected");

    [Fact]
    public void A_probe_that_failed_makes_the_score_better_and_the_result_unknown()
    {
        string results = XccdfText.Of([("a", "pass")]);
        Unknown(
            Read(results, new AssessorEnd(2, "W: oscap: fine\nE: oscap:     dpkginfo_init has failed.\n")),
            "could not look at the root file system: E: oscap:     dpkginfo_init has failed."
        );
        Assert.Null(Read(results, new AssessorEnd(2, "E: oscap:   RPM: Unable to open rpmrc\n")).Trouble);
    }

    [Theory]
    [InlineData("", "not readable XML")]
    [InlineData("<Benchmark", "not readable XML")]
    [InlineData("<html/>", "no XCCDF 1.2 document: the root element is 'html'")]
    [InlineData("<Benchmark xmlns='http://checklists.nist.gov/xccdf/1.2'/>", "0 TestResult elements")]
    [InlineData(
        "<!DOCTYPE B [<!ENTITY a 'aaaa'>]><Benchmark xmlns='http://checklists.nist.gov/xccdf/1.2'>&a;</Benchmark>",
        "not readable XML"
    )]
    public void A_file_that_is_no_result_is_unknown(string text, string why) => Unknown(Read(text), why);

    [Fact]
    public void Two_results_of_a_rule_contradict_each_other() =>
        Unknown(Read(XccdfText.Of([("a", "fail"), ("a", "pass")])), "two results for the rule");

    [Fact]
    public void A_file_that_does_not_end_is_not_read_to_its_end()
    {
        using MemoryStream large = new(Encoding.UTF8.GetBytes(XccdfText.Of([("a", "pass")])));
        EvidenceException refused = Assert.Throws<EvidenceException>(() => XccdfResult.Read(large, 200));
        Assert.Contains("not readable XML", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_did_not_end_well_is_unknown_whatever_it_wrote()
    {
        string results = XccdfText.Of([("a", "pass")]);
        Unknown(Read(results, new AssessorEnd(1, "no memory")), "exit code 1: no memory");
        Unknown(Read(results, new AssessorEnd(0, "", TimedOut: true)), "did not end in time");
        Unknown(
            Read(results, new AssessorEnd(0, "", NotStarted: "no such file")),
            "could not be started: no such file"
        );
        Unknown(Read(null), "wrote no results");
    }

    [Fact]
    public void Titles_from_outside_are_one_plain_line_of_limited_length()
    {
        string title = Read(
            XccdfText.Of([("a", "fail")], title: "\u009b31mred&#10;\u202Eline&lt;script&gt;" + new string('x', 5000))
        )
            .Items[0]
            .Title;
        Assert.DoesNotContain('\n', title);
        Assert.DoesNotContain('\u202E', title);
        Assert.StartsWith("red line<script>x", title, StringComparison.Ordinal);
        Assert.True(title.Length <= 201, title);
    }

    private static void Unknown(Assessment read, string why)
    {
        Assert.Contains(why, read.Trouble, StringComparison.Ordinal);
        Assert.Null(read.PassedPercent);
        Assert.StartsWith("unknown: ", read.Summary, StringComparison.Ordinal);
    }

    private static Assessment Read(string? text, AssessorEnd? ended = null)
    {
        using MemoryStream? stream = text is null ? null : new MemoryStream(Encoding.UTF8.GetBytes(text));
        return OpenScapReading.Read(
            Subject,
            ("ds.xml", new string('b', 64)),
            ended ?? new AssessorEnd(2, ""),
            stream,
            DateTimeOffset.UnixEpoch
        );
    }
}
