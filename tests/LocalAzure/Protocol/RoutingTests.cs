namespace LocalAzure.Tests.Protocol;

public sealed class RoutingTests
{
    private const string Version = "2024-03-01";

    [Fact]
    public async Task A_resource_group_is_found_whatever_the_case_and_with_doubled_slashes()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        Answer made = await arm.PutAsync(
            $"{LocalArm.Subscription}/resourceGroups/rg-One",
            """{"location":"East US 2"}""",
            Version
        );
        Assert.Equal(201, made.Status);

        Answer read = await arm.GetAsync($"/{LocalArm.Subscription}//RESOURCEGROUPS/RG-ONE", Version);

        Assert.Equal(200, read.Status);
        Assert.Equal($"{LocalArm.Subscription}/resourceGroups/rg-One", read.Json!["id"]!.GetValue<string>());
        Assert.Equal("eastus2", read.Json["location"]!.GetValue<string>());
        Assert.Equal("Succeeded", read.State);
    }

    [Fact]
    public async Task A_request_without_an_api_version_is_refused_in_Azures_words()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        Answer answer = await arm.GetAsync($"{LocalArm.Subscription}/resourceGroups");
        Assert.Equal((400, "MissingApiVersionParameter"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task An_unknown_api_version_is_answered_with_the_supported_ones()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        Answer answer = await arm.GetAsync($"{LocalArm.Subscription}/resourceGroups/x", "1999-01-01");
        Assert.Equal((400, "InvalidApiVersionParameter"), (answer.Status, answer.Code));
        Assert.Contains("2024-03-01", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 404)]
    [InlineData(true, 400)]
    public async Task A_version_newer_than_the_listed_ones_is_refused_only_in_strict_mode(bool strict, int status)
    {
        await using LocalArm arm = await LocalArm.StartAsync(new() { StrictVersions = strict });
        const string network = $"{LocalArm.Subscription}/resourceGroups/rg-network-eastus2/providers/Microsoft.Network";

        Answer answer = await arm.GetAsync($"{network}/virtualNetworks/none", "2031-01-01");

        Assert.Equal(status, answer.Status);
        Answer listed = await arm.GetAsync($"{LocalArm.Subscription}/providers/Microsoft.Network", Version);
        string newest = listed.Json!["resourceTypes"]!
            .AsArray()
            .Single(t => t!["resourceType"]!.GetValue<string>() == "virtualNetworks")!["apiVersions"]![
            0
        ]!.GetValue<string>();
        Assert.Equal(404, (await arm.GetAsync($"{network}/virtualNetworks/none", newest)).Status);
    }

    [Fact]
    public async Task What_is_not_modelled_is_answered_501_with_the_route()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        Answer answer = await arm.GetAsync($"{LocalArm.Subscription}/providers/Microsoft.Web/sites", Version);
        Assert.Equal((501, "NotModelled"), (answer.Status, answer.Code));
        Assert.Contains("Microsoft.Web/sites", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_is_deleted_by_polling_its_location_until_it_is_gone()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = $"{LocalArm.Subscription}/resourceGroups/rg-gone";
        await arm.PutAsync(group, """{"location":"eastus2"}""", Version);

        Answer accepted = await arm.DeleteAsync(group, Version);
        Answer polled = await arm.GetAsync(new Uri(accepted.Headers["Location"]).PathAndQuery);

        Assert.Equal((202, 204), (accepted.Status, polled.Status));
        Assert.Equal(404, (await arm.SendAsync("HEAD", group, null, Version)).Status);
    }

    [Fact]
    public async Task A_poll_address_whose_signature_was_changed_is_refused()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = $"{LocalArm.Subscription}/resourceGroups/rg-gone";
        await arm.PutAsync(group, """{"location":"eastus2"}""", Version);
        Answer accepted = await arm.DeleteAsync(group, Version);

        Answer polled = await arm.GetAsync(new Uri(accepted.Headers["Location"] + "0").PathAndQuery);

        Assert.Equal((403, "InvalidOperationSignature"), (polled.Status, polled.Code));
    }
}
