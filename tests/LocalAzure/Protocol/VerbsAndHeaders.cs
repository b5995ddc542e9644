using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Protocol;

/// <summary>The verbs, conditions and headers of ARM that clients rely on beside the plain PUT and GET.</summary>
public sealed class VerbsAndHeaders
{
    private const string Version = "2024-03-01";
    private const string Group = LocalArm.Subscription + "/resourceGroups/rg-verbs";
    private const string Table = Group + "/providers/Microsoft.Network/routeTables/rt";
    private const string Body = """{"location":"eastus2","tags":{"a":"1"}}""";

    [Fact]
    public async Task HEAD_tells_without_a_body_whether_a_group_and_a_deployment_are_there()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string deployment = Group + "/providers/Microsoft.Resources/deployments/none";
        Answer before = await arm.SendAsync("HEAD", Group, null, Version);
        await arm.PutAsync(Group, Body, Version);
        Answer after = await arm.SendAsync("HEAD", Group, null, Version);
        Answer none = await arm.SendAsync("HEAD", deployment, null, Version);
        Assert.Equal((404, 204, 404), (before.Status, after.Status, none.Status));
        Assert.Equal("", before.Text + after.Text + none.Text);
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData(null, 415)]
    [InlineData("application/json", 201)]
    [InlineData("Application/JSON; charset=utf-8", 201)]
    public async Task A_body_is_JSON_by_its_type(string? type, int status)
    {
        await using LocalArm arm = await LocalArm.StartAsync();

        Answer answer = await arm.SendAsync(
            "PUT",
            Group,
            Body,
            Version,
            r =>
            {
                r.Content!.Headers.Remove("Content-Type");
                r.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            }
        );

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 415 ? "UnsupportedMediaType" : null, answer.Code);
    }

    [Fact]
    public async Task The_clients_id_of_a_request_comes_back_if_it_says_so()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        Task<Answer> GetAsync(string back) =>
            arm.SendAsync(
                "GET",
                LocalArm.Subscription,
                null,
                "2022-12-01",
                r =>
                {
                    r.Headers.Add("x-ms-client-request-id", "mine");
                    r.Headers.Add("x-ms-return-client-request-id", back);
                }
            );

        Assert.Equal("mine", (await GetAsync("true")).Headers["x-ms-client-request-id"]);
        Assert.False((await GetAsync("false")).Headers.ContainsKey("x-ms-client-request-id"));
    }

    [Theory]
    [InlineData("rg x")]
    [InlineData("rg.")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901")]
    public async Task A_group_with_a_wrong_name_is_refused(string name)
    {
        await using LocalArm arm = await LocalArm.StartAsync();

        Answer answer = await arm.PutAsync($"{LocalArm.Subscription}/resourceGroups/{name}", Body, Version);

        Assert.Equal((400, "InvalidResourceGroup"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task PATCH_merges_tags_and_takes_them_away_by_null()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        await arm.PutAsync(Group, Body, Version);
        Answer patched = await arm.SendAsync("PATCH", Group, """{"tags":{"b":"2"}}""", Version);
        Assert.Equal(("1", "2"), (patched.Json!["tags"]!["a"]!.ToString(), patched.Json["tags"]!["b"]!.ToString()));
        Answer without = await arm.SendAsync("PATCH", Group, """{"tags":{"a":null}}""", Version);
        Assert.Null(without.Json!["tags"]!["a"]);
        Answer missing = await arm.SendAsync("PATCH", Group + "-none", """{"tags":{}}""", Version);
        Assert.Equal((404, "ResourceGroupNotFound"), (missing.Status, missing.Code));
    }

    [Fact]
    public async Task If_None_Match_star_creates_and_never_replaces()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        await arm.PutAsync(Group, Body, Version);
        Task<Answer> CreateAsync() =>
            arm.SendAsync(
                "PUT",
                Table,
                Body,
                "2024-05-01",
                r => r.Headers.TryAddWithoutValidation("If-None-Match", "*")
            );
        Assert.Equal(201, (await CreateAsync()).Status);
        Answer again = await CreateAsync();
        Assert.Equal((412, "PreconditionFailed"), (again.Status, again.Code));
    }

    [Theory]
    [InlineData(15, null)]
    [InlineData(null, 250)]
    [InlineData(null, null)]
    public async Task What_is_said_about_the_next_poll_follows_the_option(int? seconds, int? milliseconds)
    {
        await using LocalArm arm = await LocalArm.StartAsync(new() { RetryAfter = new(seconds, milliseconds) });
        await arm.PutAsync(Group, Body, Version);
        Answer accepted = await arm.PutAsync(Table, Body, "2024-05-01");
        Assert.Equal(seconds?.ToString(), accepted.Headers.GetValueOrDefault("Retry-After"));
        Assert.Equal(milliseconds?.ToString(), accepted.Headers.GetValueOrDefault("x-ms-retry-after-ms"));
        Answer status = await arm.GetAsync(new Uri(accepted.Headers["Azure-AsyncOperation"]).PathAndQuery);
        Assert.Equal("Succeeded", status.Json!["status"]!.ToString());
    }

    [Fact]
    public async Task A_nextLink_keeps_filter_and_top_and_ends()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        for (int i = 0; i < 5; i++)
        {
            await arm.PutAsync($"{Group}-{i}", """{"location":"eastus2","tags":{"mine":"yes"}}""", Version);
        }
        List<string> names = [];
        string path =
            $"{LocalArm.Subscription}/resourcegroups?$top=2&$filter=tagName eq 'mine' and tagValue eq 'yes'&api-version={Version}";
        for (int page = 0; path.Length > 0; page++)
        {
            Assert.True(page < 5);
            Answer answer = await arm.GetAsync(path);
            JsonArray items = answer.Json!["value"]!.AsArray();
            Assert.InRange(items.Count, 1, 2);
            names.AddRange(items.Select(g => g!["name"]!.ToString()));
            path = answer.Json["nextLink"] is { } next ? new Uri(next.ToString()).PathAndQuery : "";
        }
        Assert.Equal(["rg-verbs-0", "rg-verbs-1", "rg-verbs-2", "rg-verbs-3", "rg-verbs-4"], names);
        Assert.Equal(400, (await arm.GetAsync($"{LocalArm.Subscription}/resourcegroups?$top=none", Version)).Status);
    }
}
