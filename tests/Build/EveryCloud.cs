using System.Text.Json.Nodes;
using Build.Run;
using Jumpbox.Azure.Arm;

namespace Build.Tests;

public sealed class EveryCloud
{
    public static TheoryData<string> Choices
    {
        get
        {
            JsonNode schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Checkout.Root, "jumpbox.schema.json")))!;
            return
            [
                .. schema["properties"]!["cloud"]!["enum"]!
                    .AsArray()
                    .Select(name => (string)name!)
                    .Where(name => name != "local"),
            ];
        }
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public void That_the_settings_offer_is_one_that_is_known_and_not_LocalAzure(string name) =>
        Assert.NotNull(AzureCloud.Find(name));
}
