using System.Net;
using MathPref.Core.Argilla;

namespace MathPref.Core.Tests.Argilla;

public sealed class ArgillaConnectionTests
{
    private const string Key = "planted-key-5Zu1";

    private static ArgillaConnection Resolve(string? url, string? key = Key, bool allow = false, params (string Name, string Value)[] environment)
    {
        var secret = key is null ? null : new NetworkCredential("", key).SecurePassword;
        return ArgillaConnection.Resolve(url is null ? null : new Uri(url), secret, allow, name => environment.FirstOrDefault(e => e.Name == name).Value);
    }

    private static string Wrong(string? url, string? key = Key, params (string Name, string Value)[] environment)
    {
        var error = Assert.Throws<ArgillaException>(() => Resolve(url, key, false, environment));
        Assert.Equal(ArgillaFailure.Configuration, error.Failure);
        Assert.DoesNotContain("planted", error.Message, StringComparison.Ordinal);
        return error.Message;
    }

    [Theory]
    [InlineData("http://localhost:6900", "http://localhost:6900/")]
    [InlineData("http://localhost:6900/api/v1/", "http://localhost:6900/")]
    [InlineData("https://owner-space.hf.space/?__theme=light#x", "https://owner-space.hf.space/")]
    [InlineData("https://example.com/argilla/api", "https://example.com/argilla/")]
    [InlineData("https://example.com/argilla//", "https://example.com/argilla/")]
    public void The_address_is_the_servers_root(string given, string root) => Assert.Equal(root, Resolve(given).Address.AbsoluteUri);

    [Fact]
    public void Parameters_win_over_the_environment_and_the_environment_is_enough()
    {
        (string, string)[] environment = [("ARGILLA_API_URL", " https://env.example "), ("ARGILLA_API_KEY", " env-key\n"), ("HF_TOKEN", "hf_x")];
        var fromEnvironment = Resolve(null, null, false, environment);
        Assert.Equal(("https://env.example/", "env-key", (string?)null), (fromEnvironment.Address.AbsoluteUri, fromEnvironment.ApiKey, fromEnvironment.SpaceToken));
        var given = Resolve("https://given.example", Key, false, environment);
        Assert.Equal(("https://given.example/", Key), (given.Address.AbsoluteUri, given.ApiKey));
    }

    [Fact]
    public void The_token_of_hugging_face_goes_to_a_space_and_nowhere_else()
    {
        (string, string)[] environment = [("HF_TOKEN", "hf_x")];
        Assert.Equal("hf_x", Resolve("https://owner-space.hf.space", Key, false, environment).SpaceToken);
        foreach (var other in (string[])["https://example.com", "https://hf.space.example.com", "https://owner-space.hf.space.example", "https://evilhf.space"])
            Assert.Null(Resolve(other, Key, false, environment).SpaceToken);
    }

    [Fact]
    public void What_is_missing_is_named_with_its_variable()
    {
        Assert.Contains("ARGILLA_API_URL", Wrong(null), StringComparison.Ordinal);
        var key = Wrong("http://localhost:6900", null);
        Assert.Contains("ARGILLA_API_KEY", key, StringComparison.Ordinal);
        Assert.Contains("http://localhost:6900/user-settings", key, StringComparison.Ordinal);
        Assert.Contains("ARGILLA_API_URL", Wrong(null, Key, ("ARGILLA_API_URL", "localhost:6900")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_used_is_refused_before_anything_is_sent()
    {
        Assert.Contains("https://my-org-my-space-v2.hf.space", Wrong("https://huggingface.co/spaces/My_Org/my-space.v2"), StringComparison.Ordinal);
        Assert.Contains("-AllowUnencryptedAuthentication", Wrong("http://argilla.example"), StringComparison.Ordinal);
        Assert.Contains("name or password", Wrong("http://me:planted@localhost"), StringComparison.Ordinal);
        Assert.Contains("U+000A", Wrong("http://localhost", "planted\nkey"), StringComparison.Ordinal);
        Assert.Equal("http://argilla.example/", Resolve("http://argilla.example", Key, allow: true).Address.AbsoluteUri);
    }

    [Fact]
    public void A_connection_prints_without_its_secrets()
    {
        var connection = Resolve("https://owner-space.hf.space", Key, false, ("HF_TOKEN", "hf_planted"));
        Assert.DoesNotContain("planted", connection.ToString(), StringComparison.Ordinal);
        Assert.Equal("a (the key) b (the token)", connection.Redact("a planted-key-5Zu1 b hf_planted"));
    }
}
