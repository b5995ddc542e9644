namespace Jumpbox.Azure.Clients;

/// <summary>
/// Whether the account lacks a data role on staging groups, as an Owner does. Azure Image Builder creates these groups alike, so the
/// next one is asked by its key at once.
/// </summary>
internal sealed class DataRole
{
    private volatile bool _isMissing;

    public bool IsMissing
    {
        get => _isMissing;
        set => _isMissing = value;
    }
}
