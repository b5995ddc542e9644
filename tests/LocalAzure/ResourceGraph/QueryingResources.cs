using System.Text.Json.Nodes;
using LocalAzure.Tests.ImageBuilder;

namespace LocalAzure.Tests.ResourceGraph;

/// <summary>Azure Resource Graph as far as it is emulated: what it shows, how it pages, what it refuses.</summary>
public sealed class QueryingResources
{
    private const string Path = "/providers/Microsoft.ResourceGraph/resources";
    private const string Api = "2021-03-01";

    private const string Images =
        "resources | where type in~ ('microsoft.compute/images') | project id, type, tags, properties | order by id asc";

    [Fact]
    public async Task Rows_have_the_projected_columns_and_the_type_in_lower_case()
    {
        await using BuilderWorld world = await WorldAsync(2);

        JsonNode answer = await QueryAsync(world, Images);

        Assert.Equal(2, (int)answer["totalRecords"]!);
        Assert.Equal("false", (string?)answer["resultTruncated"]);
        JsonObject row = answer["data"]![0]!.AsObject();
        Assert.Equal(["id", "type", "tags", "properties"], row.Select(column => column.Key));
        Assert.Equal("microsoft.compute/images", (string?)row["type"]);
    }

    [Fact]
    public async Task A_page_has_the_wanted_number_of_rows_and_a_token_for_the_next_one()
    {
        await using BuilderWorld world = await WorldAsync(3);

        JsonNode first = await QueryAsync(world, Images, new JsonObject { ["$top"] = 2 });
        JsonNode next = await QueryAsync(
            world,
            Images,
            new JsonObject { ["$top"] = 2, ["$skipToken"] = (string)first["$skipToken"]! }
        );

        Assert.Equal((2, "true"), ((int)first["count"]!, (string)first["resultTruncated"]!));
        Assert.Equal(1, (int)next["count"]!);
        Assert.Null(next["$skipToken"]);
    }

    [Fact]
    public async Task Without_the_id_there_is_no_token_and_the_rest_is_lost()
    {
        await using BuilderWorld world = await WorldAsync(3);

        JsonNode answer = await QueryAsync(
            world,
            "resources | where type =~ 'microsoft.compute/images' | project name",
            new JsonObject { ["$top"] = 2 }
        );

        Assert.Equal("true", (string?)answer["resultTruncated"]);
        Assert.Null(answer["$skipToken"]);
    }

    [Theory]
    [InlineData("nonsense", null)]
    [InlineData("resources | summarize count()", null)]
    [InlineData("resources | project moon", null)]
    [InlineData(Images, """{"$top":1001}""")]
    [InlineData(Images, """{"resultFormat":"table"}""")]
    [InlineData(Images, """{"$skipToken":"moon"}""")]
    public async Task What_is_invalid_or_not_emulated_is_refused(string query, string? options)
    {
        await using BuilderWorld world = await WorldAsync(1);

        Answer answer = await SendAsync(world, query, options is null ? null : JsonNode.Parse(options)!.AsObject());

        Assert.Equal(400, answer.Status);
    }

    [Fact]
    public async Task Other_subscriptions_than_the_wanted_ones_are_not_shown()
    {
        await using BuilderWorld world = await WorldAsync(1);

        JsonNode answer = await QueryAsync(world, Images, null, "99999999-7d1e-4c55-9b6e-0a1b2c3d4e5f");

        Assert.Equal(0, (int)answer["totalRecords"]!);
    }

    private static async Task<BuilderWorld> WorldAsync(int images)
    {
        BuilderWorld world = await BuilderWorld.StartAsync();
        for (int image = 0; image < images; image++)
        {
            world.Put($"{BuilderWorld.ImageId}{image}", "Microsoft.Compute/images", new JsonObject());
        }
        return world;
    }

    private static async Task<JsonNode> QueryAsync(
        BuilderWorld world,
        string query,
        JsonObject? options = null,
        string? subscription = null
    )
    {
        Answer answer = await SendAsync(world, query, options, subscription);
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json!;
    }

    private static Task<Answer> SendAsync(
        BuilderWorld world,
        string query,
        JsonObject? options,
        string? subscription = null
    ) =>
        world.Arm.PostAsync(
            Path,
            new JsonObject
            {
                ["subscriptions"] = new JsonArray(subscription ?? LocalArm.Subscription.Split('/')[2]),
                ["query"] = query,
                ["options"] = options ?? [],
            }.ToJsonString(),
            Api
        );
}
