using LocalAzure.Faults;
using LocalAzure.Settings;

namespace LocalAzure.Tests.Faults;

/// <summary>A rule that would not do what it says is refused with the member that is wrong, instead of being ignored.</summary>
public sealed class RefusedRules
{
    [Theory]
    [InlineData("""{"drop":"before","nth":0}""", "rules[0].nth")]
    [InlineData("""{"drop":"before","nth":"first"}""", "rules[0].nth")]
    [InlineData("""{"drop":"before","times":-1}""", "rules[0].times")]
    [InlineData("""{"drop":"before","times":1.5}""", "rules[0].times")]
    [InlineData("""{"drop":"before","method":"PUTT"}""", "rules[0].method")]
    [InlineData("""{"drop":"before","method":5}""", "rules[0].method")]
    [InlineData("""{"drop":"before","path":5}""", "rules[0].path")]
    [InlineData("""{"drop":"before","probability":"half"}""", "rules[0].probability")]
    [InlineData("""{"drop":"before","probability":2}""", "rules[0].probability")]
    [InlineData("""{"drop":"before","exitCode":3}""", "rules[0].exitCode")]
    [InlineData("""{"drop":"before","in":"deployment"}""", "rules[0].in")]
    [InlineData("""{"delay":1,"in":"deployments"}""", "rules[0].in")]
    [InlineData("""{"answer":{"status":429,"boddy":{}}}""", "rules[0].answer")]
    [InlineData("""{"answer":{"status":429,"headers":{"Retry-After":5}}}""", "rules[0].answer")]
    [InlineData("""{"answer":{"status":429,"headers":{"a b":"c"}}}""", "rules[0].answer")]
    [InlineData("""{"answer":{"status":429,"headers":{"a":"b\nc"}}}""", "rules[0].answer")]
    [InlineData("""{"failCustomizer":"x","exitCode":"one"}""", "rules[0].exitCode")]
    [InlineData("""{"failCustomizer":"x","output":"line"}""", "rules[0].output")]
    [InlineData("""{"failCustomizer":"x","method":"PUT"}""", "rules[0].method")]
    [InlineData("""{"failCustomizer":"x","path":"*/y"}""", "rules[0].path")]
    [InlineData("""{"failReplication":"atlantis"}""", "rules[0].failReplication")]
    [InlineData("""{"health":"Unhealthy","image":5}""", "rules[0].image")]
    public void A_member_that_is_wrong_or_has_no_effect_is_named(string rule, string named)
    {
        LocalAzureException refused = Assert.Throws<LocalAzureException>(() =>
            FaultPlan.Parse($$"""{"rules":[{{rule}}]}""")
        );

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_that_is_no_number_is_named() =>
        Assert.Contains(
            "seed",
            Assert.Throws<LocalAzureException>(() => FaultPlan.Parse("""{"seed":"x","rules":[]}""")).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(
        """{"method":"put","path":"*/x","answer":{"status":409,"body":{},"headers":{"Retry-After":"1"}},"nth":2,"times":3}"""
    )]
    [InlineData("""{"failReplication":"west*","probability":0.5}""")]
    [InlineData("""{"failReplication":"westus2"}""")]
    [InlineData("""{"failCustomizer":"x","exitCode":-1,"output":["a"]}""")]
    [InlineData("""{"health":"Unhealthy","path":"*/vm","image":"*/1.0.0"}""")]
    public void A_rule_that_has_an_effect_is_taken(string rule) => FaultPlan.Parse($$"""{"rules":[{{rule}}]}""");
}
