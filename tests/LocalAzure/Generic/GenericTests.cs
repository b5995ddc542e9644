using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Generic;

public sealed class GenericTests
{
    private const string Version = "2024-03-01";
    private const string Group = LocalArm.Subscription + "/resourceGroups/rg-network-eastus2";

    [Fact]
    public async Task Resources_are_listed_by_type_with_what_is_asked_for()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        Answer answer = await arm.GetAsync(
            $"{LocalArm.Subscription}/resources?$filter=resourceType eq 'Microsoft.Network/virtualNetworks'&$expand=provisioningState",
            Version
        );
        JsonArray list = answer.Json!["value"]!.AsArray();
        Assert.Equal(2, list.Count);
        Assert.Equal("Succeeded", list[0]!["provisioningState"]!.GetValue<string>());
        Assert.Null(list[0]!["properties"]);
    }

    [Theory]
    [InlineData("rg-network-eastus2", "5")]
    [InlineData("rg-other", "5")]
    [InlineData("rg-network-eastus2", "[]")]
    [InlineData("rg-network-eastus2", "true")]
    public async Task A_location_that_is_no_text_is_refused_for_new_and_existing_groups(string group, string location)
    {
        await using LocalArm arm = await LocalArm.StartAsync();

        Answer answer = await arm.PutAsync(
            $"{LocalArm.Subscription}/resourceGroups/{group}",
            $$"""{"location":{{location}}}""",
            Version
        );

        Assert.Equal((400, "InvalidRequestContent"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_list_is_read_page_by_page()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        int seen = 0;
        for (string? next = $"{Group}/resources?$top=3&api-version={Version}"; next is not null; )
        {
            Answer page = await arm.GetAsync(next);
            Assert.InRange(page.Json!["value"]!.AsArray().Count, 1, 3);
            seen += page.Json["value"]!.AsArray().Count;
            next = page.Json["nextLink"] is { } link ? new Uri(link.GetValue<string>()).PathAndQuery : null;
        }
        Assert.Equal(7, seen);
    }

    [Fact]
    public async Task Tags_are_merged_and_deleted_without_the_resource_being_put()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string tags = $"{Group}/providers/Microsoft.Resources/tags/default";
        await arm.SendAsync("PATCH", tags, """{"operation":"Merge","properties":{"tags":{"owner":"me"}}}""", Version);
        Answer found = await arm.GetAsync(
            $"{LocalArm.Subscription}/resourceGroups?$filter=tagName eq 'owner' and tagValue eq 'me'",
            Version
        );
        Assert.Single(found.Json!["value"]!.AsArray());
        Answer gone = await arm.SendAsync(
            "PATCH",
            tags,
            """{"operation":"Delete","properties":{"tags":{"OWNER":""}}}""",
            Version
        );
        Assert.Empty(gone.Json!["properties"]!["tags"]!.AsObject());
    }

    [Fact]
    public async Task A_lock_on_a_resource_keeps_its_group_from_being_deleted()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string held =
            $"{Group}/providers/Microsoft.Network/natGateways/nat-imagebuilder/providers/Microsoft.Authorization/locks/keep";
        await arm.PutAsync(held, """{"properties":{"level":"CanNotDelete"}}""", "2020-05-01");
        Answer refused = await arm.DeleteAsync(Group, Version);
        Assert.Equal((409, "ScopeLocked"), (refused.Status, refused.Code));
        await arm.DeleteAsync(held, "2020-05-01");
        Assert.Equal(202, (await arm.DeleteAsync(Group, Version)).Status);
    }

    [Theory]
    [InlineData("resourceType like 'x'")]
    [InlineData("nonsense")]
    public async Task A_filter_that_is_not_understood_is_refused(string filter)
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        Answer answer = await arm.GetAsync($"{LocalArm.Subscription}/resources?$filter={filter}", Version);
        Assert.Equal((400, "InvalidFilterInQueryString"), (answer.Status, answer.Code));
    }
}
