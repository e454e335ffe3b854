# Homebrew. Not run yet: there was no Homebrew at hand.
class Supple < Formula
  desc "Pain diary and home-exercise programme for the terminal"
  url "@URL@"
  version "@VERSION@"
  sha256 "@SHA256@"
  license any_of: ["MIT", "Apache-2.0"]

  depends_on "rust" => :build

  def install
    system "cargo", "install", *std_cargo_args
    system bin/"supple", "manual", "--dir", man1
    generate_completions_from_executable(bin/"supple", "completions")
  end

  test do
    ENV["SUPPLE_DB"] = testpath/"diary.db"
    assert_match "Logged 4", shell_output("#{bin}/supple log 4")
  end
end
