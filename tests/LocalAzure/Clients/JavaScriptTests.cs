namespace LocalAzure.Tests.Clients;

/// <summary>Microsoft's JavaScript clients against the server. They need Node.js and an `npm ci` beside the script.</summary>
public sealed class JavaScriptTests
{
    [Fact]
    public async Task Microsofts_JavaScript_clients_create_read_update_list_and_delete()
    {
        string folder = ClientScript.Folder("javascript");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(folder, "node_modules")),
            "The JavaScript clients are not installed; run npm ci in tests/LocalAzure/Clients/javascript."
        );
        await using LocalArm arm = await LocalArm.StartAsync();
        await ClientScript.RunAsync(arm, "node", folder, "exercise.mjs");
    }
}
