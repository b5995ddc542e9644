namespace LocalAzure.Tests.Clients;

/// <summary>Microsoft's Python clients against the server, as Debian packages them beside its azure-cli.</summary>
public sealed class PythonTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public async Task Microsofts_Python_clients_create_read_update_list_and_delete()
    {
        Assert.SkipUnless(
            await ClientScript.SucceedsAsync(
                Python,
                "-c",
                "import azure.mgmt.imagebuilder, azure.identity, azure.storage.blob"
            ),
            "The Python clients are not installed; on Debian: apt-get install python3-azure python3-azure-storage."
        );
        await using LocalArm arm = await LocalArm.StartAsync();
        await ClientScript.RunAsync(arm, Python, ClientScript.Folder("python"), "exercise.py");
    }
}
