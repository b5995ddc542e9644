using System.Text.Json.Nodes;
using Jumpbox.Planning;

namespace Jumpbox.Tests.Planning;

public sealed class ReadingPredictions
{
    [Fact]
    public void A_value_that_is_known_only_when_it_is_deployed_is_no_predicted_change()
    {
        PlannedChange change = PlannedChange.Predicted(
            "Modify",
            "/r",
            [Delta("properties.principalId", "[reference('/id').principalId]")]
        );

        Assert.Equal("Deploy", change.Kind);
        Assert.Equal(["properties.principalId, known only after deployment"], change.Details);
    }

    [Fact]
    public void A_change_that_is_known_stays_one_beside_it()
    {
        PlannedChange change = PlannedChange.Predicted(
            "Modify",
            "/r",
            [
                Delta("properties.roleDefinitionId", "/other"),
                Delta("properties.principalId", "[reference('/id').principalId]"),
            ]
        );

        Assert.Equal("Modify", change.Kind);
        Assert.Equal("properties.roleDefinitionId", change.Details[0]);
    }

    [Theory]
    [InlineData("[[not an expression]")]
    [InlineData("plain")]
    public void A_text_is_no_expression(string after) =>
        Assert.Equal("Modify", PlannedChange.Predicted("Modify", "/r", [Delta("tags.a", after)]).Kind);

    private static JsonObject Delta(string path, string after) => new() { ["path"] = path, ["after"] = after };
}
