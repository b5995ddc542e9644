using System.Text;

namespace Jumpbox.Tests.Assessing;

/// <summary>Results of an XCCDF evaluation as OpenSCAP lays them out, for tests that spoil one thing.</summary>
internal static class XccdfText
{
    public const string Profile = "xccdf_org.ssgproject.content_profile_cis_level1_server";

    public static string Id(string rule) => $"xccdf_org.ssgproject.content_rule_{rule}";

    public static string Of(
        IEnumerable<(string Rule, string Result)> rules,
        string release = "24.04",
        string title = "A title",
        string profile = Profile,
        string system = "cpe:/a:redhat:openscap:1.3.7"
    )
    {
        (string Rule, string Result)[] all = [.. rules];
        StringBuilder text = new(
            $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="benchmark_UBUNTU" resolved="1">
              <status date="2025-01-01">draft</status>
              <title xmlns:xhtml="http://www.w3.org/1999/xhtml">Guide</title>
              <description>A <html:b xmlns:html="http://www.w3.org/1999/xhtml">guide</html:b></description>
              <platform idref="cpe:/o:canonical:ubuntu_linux:{release}::~~lts~~~"/>
              <version update="https://example.org">0.1.76</version>
              <Profile id="{profile}"><title>P</title><select idref="x" selected="true"/></Profile>
              <Group id="g"><title>Group</title>
            """
        );
        foreach ((string rule, _) in all.DistinctBy(rule => rule.Rule))
        {
            text.Append(
                $"<Rule id=\"{Id(rule)}\" selected=\"false\"><title>{title} {rule}</title><version>draft</version>"
            );
            text.Append("<platform idref=\"#machine\"/><check system=\"oval\"/></Rule>\n");
        }
        text.Append($"</Group><TestResult id=\"t\" version=\"0.1.76\" test-system=\"{system}\"><title>OSCAP</title>");
        text.Append($"<profile idref=\"{profile}\"/><target>host</target>\n");
        foreach ((string rule, string result) in all)
        {
            text.Append($"<rule-result idref=\"{Id(rule)}\" severity=\"medium\"><result>{result}</result>");
            text.Append("<message severity=\"info\">said</message></rule-result>\n");
        }
        return text
            + "<score system=\"urn:xccdf:scoring:default\" maximum=\"100.000000\">73.556885</score></TestResult></Benchmark>";
    }
}
