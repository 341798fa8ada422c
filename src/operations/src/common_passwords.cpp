#include "common_passwords.hpp"

#include <algorithm>
#include <set>

namespace nuong::operations {
namespace {

// The letters of "password.lst" as Debian's package john-data (1.9.0-2) has it, in lower case, each once: "compiled by
// Solar Designer of Openwall Project in 1996 through 2011; assumed to be in the public domain", with the passwords seen
// most often in what leaked from large sites.
constexpr std::string_view kListed = R"(
aaa aaaa aaaaaa aaliyah aardvark aaron abacab abbott abby abc abcd abcde abcdef abcdefg abigail absolut access accord
account ace acropolis action active acura adam adi adidas admin adrian adriana adrock aerobics africa agent airborne
airwolf aki alaska albert alberto alejandra alejandro alex alexander alexandr alexandra alexis alfaro alfred alfredo
ali alice alicia alien aliens alina aline alison allegro allen allison allo allstate aloha alpha alpine altamira
althea altima alyssa amanda amazing amber amelia amelie america amigas amigos amistad amorcito amores amour amy
anaconda anamaria anders anderson andre andrea andreea andrei andres andrew andromeda andy angel angela angeles
angelica angelina angelito angelo angels angie angus animal animals anita ann anna anne anneli annette annie antares
anthony antonio anything apache apollo apple applepie apples april aptiva aqua aquarius aragorn archie ariana ariane
ariel arizona arlene armando arnold arrow arsenal artemis arthur artist arturo asdf asdfasdf asdfg asdfgh asdfghjk
asdfghjkl asdfjkl asdflkj ashlee ashley ashraf ashton aspen ass asshole assmunch asterix athena attila august austin
autumn avalon avatar avenger avenir awesome ayelet aylmer babes baby babyblue babyboo babyboy babydoll babyface
babygirl babygurl babyko babylon babylove bach backup badboy badger badgirl bailey baller bambam bambi bamboo banana
bananas bandit baraka barbara barbie barcelona barn barney barnyard barrett barry bart bartman baseball basf basil
basket basketball bass bastard batista batman bball beaches beagle beaner beanie beans bear bears beast beasty beatles
beatrice beatriz beautiful beauty beaver beavis bebe bebita becca beckham beer belgium belize bella belle belmont ben
benfica benjamin benji benny benoit benson beowulf bernard bernardo bernie berry bertha beryl best bestfriend
bestfriends beta betacam betsy betty bettyboop beyonce bharat bhebhe bianca bichon bigal bigben bigbird bigboss bigdog
biggles bigmac bigman bigred biker bilbo bill billabong bills billy bimmer bingo binky biochem biology bird birdie
birdy birthday biscuit bishop bismillah bitch biteme bitter biz blabla black blackjack blah blahblah blanche blazer
blessed blessing blinds blink bliss blitz blizzard blonde blondie blood blowfish blowjob blowme blue bluebird blueeyes
bluefish bluejean blues bluesky bmw boat bob bobby bobcat bogart bogey bogus bombay bond bonita bonjour bonnie bonzo
boobie booboo booger boogie boomer booster boots bootsie boris bosco boss boston boulder bourbon bowwow boxer boxers
bozo bradley brain branch brandi brandon brandy braves brazil brenda brent brewster brian brianna bridge bridges
bright britain britney brittany broadway broken broker bronco bronte brooke brooklyn brother bruce bruno brutus bryan
bubba bubble bubblegum bubbles buck bucks buddha buddy budgie buffalo buffett buffy bugs bugsy bull bulldog bullet
bulls bullshit bunny burns burton business buster butch butler butter buttercup butterfly butthead button buttons buzz
byron byteme cactus caesar caitlin calendar calgary california calvin camaro camay camel camera cameron camila camille
campbell camping canada cancer candy canela cannon cannondale canon cantik capricorn captain car carbon cardinal
carebear carl carlitos carlos carmen carnage carol carole carolina caroline carolyn carrie carrot carter cascade casey
casper cassandra cassie castle cat catalina catalog catch catdog catfish catherine cathy catnip cats catwoman cccccc
cecile cecilia celeste celica celine celtic celtics cement cent center cesar cessna chacha chad chainsaw challenge
chameleon champion champs chance chandler chanel chang change changeit changeme chantal chaos chapman charger charity
charles charlie charlotte charmed chat cheche cheerleader cheese chelsea cherry cheryl chess chester chevy cheyenne
chiara chicago chichi chicken chico chiefs china chinacat chinook chip chiquita chivas chloe chocolat chocolate
chouette chris chrisbrown christ christia christian christin christina christine christmas christoph christopher
christy chronos chubby chuck church cicero cinder cinderella cindy cinema circuit cirque cirrus civic civil claire
clancy clapton clark clarkson class classroom claude claudel claudia cleo cliff clipper clock cloclo clueless cobain
cobra cocacola coco cody coffee coke colette colleen college colombia color colorado colors colt coltrane columbia
comet commander compaq compton computer concept concorde confused connect connie connor conrad content control cook
cookie cookies cooking cool coolbean coolness cooper cooter copper cora corazon cordelia corky cornflake corona
corrado corvette corwin cosmo cosmos cougar cougars country courier courtney cowboy cowboys cows coyote cper crack
cracker craig crawford crazy creative crescent cricket cristian cristina cross crow crowley cruise crusader crystal
cthulhu cuda cuddles cuervo cunningham cunt cupcake current curtis cuteako cuteme cutie cutiepie cutlass cyber cyclone
cynthia cyrano daddy daddysgirl daedalus dagger daily daisie daisy dakota dale dallas damian dammit dan dana dance
dancer dancing daniel daniela danielle danny daphne dark darkangel darkman darkness darkstar darling darren darryl
darwin dasha database dave david davids dawn daytek dead deadhead dean death debbie deborah december decker deedee
deeznuts delano delete delfin deliver delta demo demon denali denis denise dennis denny depeche derek desert design
desiree deskjet destiny detroit deutsch devil devine devon dexter dharma diablo diamond diamonds diana diane dianne
dickens dickhead diego diesel digger digital dilbert dillweed dinamo dipper director dirk disco disney dixie dixon doc
doctor dodger dodgers dog dogbert doggy doitnow dollar dollars dolly dolphin dolphins dominic dominique domino don
donald donkey donna dontknow doogie dookie doom doors dork dorothy doudou doug dougie douglas downtown draft dragon
dragonfly dreamer dreams driver drowssap duck duckie dude dudley duke dumbass dundee dustin dusty dutch dutchess
dwarfs dwight dylan eagle eagles easter eastern eclipse eddie edith edmund eduardo edward eeyore effie eieio eight
einstein elaine electric element elephant elijah elina elissa elizabeth ella ellen elliot elsie elvis email emerald
emily eminem emmanuel emmitt empire energy engage england enigma enrique enter enterprise entropy eric erika erin
ernie escort estelle esther estrella estrellita etoile eugene europe evelyn excalibur excel explore explorer export
express faculty fairview faith falcon familia family farmer farout farside fashion fatboy fatima faust fearless
february feedback felipe felix fender fenris ferguson fernanda fernando ferrari ferret ferris fiction fidel figaro
finance fiona fire fireball firebird fireman firenze first fish fisher fishes fishhead fishie fishing flamingo
flanders flash fletch fletcher fleurs flight flip flipper flores florida flower flowerpot flowers floyd fluffy flute
fly flyboy flyer foobar fool football ford forest forever fortune forum forward foster fountain fox foxtrot fozzie
france francesco francine francis francisco francois frank franka frankie franklin freak fred freddie freddy frederic
free freebird freedom freeman french friday friend friends friendship friendster frisco fritz frodo frog froggie
froggies froggy frogs front frontier fubar fucker fuckface fuckme fuckoff fucku fuckyou fugazi fun funguy funtime
future fuzz gabby gabriel gabriela gabriell gaby gaelic galaxy galileo gambit gambler games gammaphi ganda gandako
gandalf gangsta gangster garcia garden garfield garfunkel gargoyle garlic garnet garth gary gasman gaston gateway
gatita gatito gator gemini general genesis genius george georgia gerald gerard german germany geronimo getout ggeorge
ghost giants gibbons gibson gigi gilbert gilgamesh gilles ginger giselle gizmo glenn glider glitter global gloria
gmoney goat goaway goblin goblue gocougs god godiva godzilla goethe gofish goforit gold golden goldfish golf golfer
gollum gone goober good goodluck goofy google goose gopher gordon gorgeous grace gracie graham gramps grandma grant
graphic grateful gravis gray greed green greenday greg gregory gremlin greta gretchen gretel gretzky grizzly groovy
grover grumpy guess guest guido guinness guitar gumby gundam gunner gustavo hacker haggis haha hahaha hailey hal hallo
halloween hallowell hamid hamilton hamlet hammer hank hanna hannah hansolo hanson happy happyday hardcore harley haro
harold harriet harris harrison harry harrypotter harvard harvey hawaii hawk hawkeye hayden hazel health heart hearts
heather heaven hector hedgehog heidi heikki helen helena helene hell hello hellohello hellokitty help helper helpme
hendrix henry herbert herman hermes hermosa hernandez hershey herzog heythere highland hilbert hilda hillary hiphop
histoire history hithere hitler hobbes hobbit hockey hola holiday holly hollywood home homebrew homer homerj honda
honey honeyko hongkong hoops hoosier hootie hope hopolo horizon hornet horse horses hosehead hotdog hotmail hotrod
hotstuff hottie house houston howard huang hudson huey hugh hugo hummer hunter huskies hydrogen ibanez ibub icecream
iceman idiot idontknow iforget ifwas iguana ihateyou ilmari ilovegod ilovehim ilovejesus iloveme iloveu iloveyou image
imagine imissyou impact impala indian indiana indigo indonesia info informix ingvar inlove insane inside insight
instructor integra integral intern internet intrepid inuyasha iomega ireland irene irina iris irish irmeli ironman
isaac isabel isabella isabelle isaiah island israel italia italy iubire iverson izzy jack jackass jackie jackson jacob
jaguar jake jakey jamaica james jamesbond jamie jamjam jan jane janet janice janine january japan jared jasmin jasmine
jason jasper javier jayden jayjay jayson jazmin jazz jean jeanette jeanne jedi jeepster jeff jeffrey jenifer jenni
jennie jennifer jenny jensen jer jeremiah jeremy jerome jerry jersey jesse jessica jessie jester jesucristo jesus
jesuschrist jethro jethrotull jetta jewels jim jimbo jimbob jimi jimmy jkl jlt joanie joanna joanne joe joel joelle
joey johan johanna john johncena johnny johnson jojo joker jonathan jordan jordie jorge josee joseph josh joshua josie
journey joy joyce jubilee judith judy juhani jules julia julian juliana julie julien juliet julius jumanji jumbo jump
junebug junior juniper jupiter jussi justdoit justice justin justine justme kalamazoo kali kangaroo karen karin karina
karine karla karma kat kate katerina katherine kathleen kathy katie katrina kayla kcin keeper keepout keith keller
kelly kelsey kendall kennedy kenneth kenny kerala kermit kerrya ketchup kevin khan kidder kids killer kim kimberly
king kingdom kingfish kings kirk kissa kisses kissme kitkat kitten kitty kittycat kiwi kkkkkk kleenex knicks knight
koala koko kombat kramer kris kristen kristi kristin kristina kristine labtec lacrosse laddie lady ladybug lakers
lalala lambda lamer lance larry laser laserjet lassie laura laurel lauren laurie law lawrence lawson lawyer leader
leaf leanne leblanc ledzep lee legal legend legolas leland lemon leo leon leonard leonardo leslie lestat lester
letmein letter letters lexus liberty libra library life light lights liliana lilmama lima lincoln linda lindsay
lindsey linkinpark lionel lionking lions lipgloss lisa lissabon little liverpool liz lizard lizzie lizzy lloyd logan
logger logical logos loislane loki lokita lola lolipop lolita lollipop lollypop london lonely lonestar longer longhorn
looking looney loren lorena lori lorna lorraine lorrie loser lost lotus lou louis louise love lovebug lovelove lovely
loveme lover loverboy lovers loves loveu loveya loveyou loving lucas lucia lucifer lucky lucy lulu lupita lynn mac
macha macintosh macross madalina maddie maddog madeline madison madmax madoka madonna maganda maggie magic magnum
mahal mahalkita mahalko maiden mail mailer mailman maine major majordomo makeitso malcolm maldita malibu mallard
mamita management manchester manson mantra manuel manutd marathon marc marcel marcos marcus margaret margarita maria
mariah marian mariana marie marielle marilyn marina marine mariner marino mario mariposa marisol marissa mark market
marlboro marley marlon mars marshall mart martha martin martinez marty marvin mary maryjane master math matrix matt
matthew matti mattingly maurice mauricio maverick max maxime maxine maxmax maxwell mayday mazda meatloaf mech mechanic
media medical megan meggie meister melanie melina melissa mellon melody melvin mememe memory memphis mensuck meow
mercedes mercer mercury merde merlin merlot mermaid merrill metal metallic metallica mexico mhine miami miamor michael
michal micheal michel michele michelle michigan michou mickel mickey micro microsoft midnight midori midvale midway
mierda miguel mikael mike mikey miki milagros milano miles millenium miller millie million mimi mindy mine minnie
minou miracle mirage miranda miriam mirror misha mishka mission missy misty mitch mitchell mmm mmmmmm mmouse mobile
mobydick modem mojo molly molson mom mommy monday monet money monica monique monkey monkeys monopoly monroe monster
montana montreal montrose monty moocow mookie moomoo moon moonbeam moore moose mopar morecats morgan moroni morpheus
morris mortimer mother motor motorola mountain mouse movies mowgli mozart muffin mulder munchkin murphy murray muscle
music musica mustang mybaby mylife mylove myself myspace nadia nadine nancy naomi napoleon naruto nascar nat natalia
natalie natasha nathan nation national nautica ncc nccd ncce nea nebraska neil neko nellie nelson nemesis nenita
nermal nes nesbit nesbitt nestle netware network neutrino new newaccount newcourt newlife newpass news newton newuser
newyork nexus nguyen nicarao nicholas nichole nick nicklaus nicolas nicole nigel nightshade nightwing nike niki nikita
nikki nimrod nina niners nintendo nirvana nissan nisse nite nokia nomore none nopass noriko normal norman norton
notebook nothing notta notused nouveau novell november noway nugget number numbers nurse nursing nutmeg oatmeal oaxaca
obiwan obsession ocean october ohshit oicu olive oliver olivia olivier ollie olsen omarion omega one onelove online
open openup opera opus orange oranges orchid oregon oreo orion orlando orville oscar otter overkill oxford ozzy paagal
pacers pacific packard packer packers packrat paint painter paladin paloma pam pamela pancake panda pandora panget
pangit panic pantera panther panthers paola papa paradigm paris park parker parola parrot partner pasaway pascal pass
passion passwd password passwrd pat patches patricia patrick patriots patton paul paula pauline pavel payton peace
peach peaches peanut peanuts pearl pearljam pebbles pedro peewee peggy pencil penelope penguin penny pentium people
pepper pepsi percy perfect performa perry person pete peter peterk peterpan petey petunia phantom phialpha phil philip
philips phillips phish phishy phoenix phone photo piano pianoman pianos picard picasso pickle picture pictures pierce
pierre pigeon piglet pimpin pineapple pink pinkfloyd pinky pioneer pipeline piper pirate pisces pizza planet plato
play playboy player players playgirl please plus pluto poetic poetry pogiako poiuyt pokemon polar polaris pole police
politics pollito polo pomme pontiac poohbear pookey pookie poop poopoo popcorn pope popeye poppy porsche porter
portland portugal potter power ppp praise prayer preciosa precious predator prelude premier preston pretty primus
prince princesa princesita princess print printing prof prometheus property provider psalms psycho public puddin
pulsar pumpkin punkin puppies puppy purple pussy pussycat pyramid pyro python qazwsx qqq quality quebec queen queenie
quentin quest qwaszx qwe qwer qwert qwerty qwertyui qwertyuiop rabbit racer racerx rachel rachelle racoon radar radio
rafael rafiki raiders rain rainbow raistlin raleigh ralph ram rambo rancid random randy ranger rangers raptor raquel
rascal rasta rastafarian ratio raven ravens raymond reality rebecca rebelde red redcloud reddog redfish redman redrum
redskins redsox redwing redwood reed reggae reggie regina reliant remember remote rene renee renegade reptile republic
rescue research revolution rex reynolds reznor rhino rhonda ricardo richard richards richmond ricky riley ripper
ripple rita river roadrunner rob robbie robby robert roberto roberts robin robinhood robocop robotech robotics roche
rock rocket rockie rocknroll rockon rocky rodeo rodrigo roger rogers roland rolex roman rommel ronald ronaldo roni
ronnie rookie rootbeer rose rosebud roses rosie rosita rossignol rotimi rouge route roxana roxy roy royal ruby rufus
rugby rugger runner running rush russell rusty ruth ruthie ruthless ryan sabbath sabina sabrina sadie safety saigon
sailing sailor saint sakura salasana sales sally salmon salut sam samantha samiam sammie sammy sample sampson samsam
samson samsung samuel sandi sandra sandy sanjose santa santiago santos saphire sapphire sarah sasha saskia sassy
sasuke satori saturday saturn savage savannah saved sayang scarecrow scarface scarlet scarlett schnapps school science
scooby scoobydoo scooter scorpio scorpion scotch scotland scott scottie scotty scout scouts scrooge scruffy scuba sean
search seattle sebastian secret security seeker seoul september serena sergei sergey sergio server service services
seven sex sexy sexybitch sexygirl sexymama sexyme shadow shaggy shakira shalom shanghai shannon shanny shanti shaolin
shark sharon shasta shawn shayne shazam sheba sheena sheila shelby shelley shelly shelter sherry ship shirley shit
shithead shoes shogun shopping shorty shotgun sidekick sidney sierra sigmachi signal signature silver silvia simba
simon simone simple simpsons simsim sinatra singer single sirius sister skate skater skeeter skibum skidoo skiing skip
skipper skippy skittles skull skunk skydive skyler skyline skywalker slacker slayer sleepy slick slider slideshow slip
slipknot smashing smegma smile smiles smiley smiths smitty smoke smokey smurfy snake snakes snapper snapple sne
snickers sniper snoop snoopdog snoopy snow snowball snowflake snowman snowski snuffy sober soccer softball soleil
solomon something sonic sonics sonny sony sophia sophie sound space spain spanky sparkle sparks sparky sparrow spartan
spazz special speedo speedy spencer sphynx spider spiderman spike spirit spitfire spock sponge spongebob spooky spoon
sporting sports spot spring sprite sprocket spunky spurs squash sss ssssss stacey stan stanley star starbuck stargate
starlight stars start starter startrek starwars station stealth steaua steel steele steelers stella steph stephani
stephanie stephen stephi sterling steve steven stevens stewart stimpy sting stingray stinky stivers stocks stone
storage storm stormy stranger strat strato strawberry stretch strong stuart stud student studio stumpy stupid success
sucker suckme sue sugar sultan summer summit sun sunbird sundance sunday sunfire sunflower sunny sunrise sunset
sunshine super superfly superman superstar support supra surf surfer surfing susan susana susanna sutton suzanne
suzuki suzy sverige swanson sweden sweet sweetheart sweetie sweetness sweetpea sweets sweety swim swimmer swimming
switzer swoosh swordfish sydney sylvia sylvie symbol system tab tabatha tacobell taffy taiwan talon tamara tammy
tamtam tango tanner tanya tapani tara targas target tarheel tarzan tasha tata tatiana tattoo taurus taylor tazdevil
tazmania tbird tbone teacher teamo tech techno teddy teddybear teflon teiubesc tekiero telecom temp temporal tennis
tequiero tequila teresa terminal terry test tester testi testing testtest texas thankyou the theatre thebest theboss
theend thejudge theking thelorax theresa thisisit thomas thompson thorne thrasher thumper thunder thunderbird thursday
thx tiffany tiger tigers tigger tightend tigre tika tim timber time timothy tina tinker tinkerbell tintin tnt toby
today tokiohotel tokyo tom tomcat tommy tony tool tootsie topcat topgun topher tornado toronto torres toshiba total
toto tototo toucan toyota tracy training transfer transit transport trapper trash travel travis tre treasure trebor
tree trees trek trevor tricia tricky trident trinity trish tristan triton trixie trojan trombone trophy trouble trout
truck trucker truelove truman trumpet trustno tucker tucson tuesday tula turbo turtle tweety twilight twinkle twins
tyler ultimate undead undertaker unicorn unique united unity unix upsilon ursula user utopia vacation vader val
valentin valentina valentine valeria valerie valhalla valley vampire vanessa vanilla vedder velvet venice venus
vermont vernon veronica vette vicki vicky victor victoria victory video viking vikram vincent violet violin viper
virago virgil virginia visa vision visual volcano volley volleyball volvo voodoo vortex voyager waiting walden waldo
walker walleye wally walter wanker warcraft warlock warner warren warrior warriors water waterloo watson wayne weasel
webmaster webster wedge weezer welcome wendy wesley western westlife westside whale whatever wheels whisky whit white
whitney whocares whoville wibble wilbur wildcat will william williams willie willow willy wilma wilson wind window
windows windsurf winner winnie winniethepooh winona winston winter wisdom wizard wolf wolfgang wolverine wolves wombat
wonder woodrow woody woofwoof word wordpass world wrangler wright www xanadu xanth xavier xbox xcountry xfiles xmen
xxx xxxx xxxxxx xxxxxxxx xyz yamaha yankee yankees yellow yoda yogibear yolanda yomama young yourmom yukon yvette
yvonne zacefron zachary zack zapata zaphod zebra zebras zenith zephyr zeppelin zepplin zeus zhongguo ziggy zigzag
zoltan zombie zoomer zorro zxc zxcvb zxcvbn zxcvbnm zzz
)";

// Ours: what the same people would choose in Vietnamese, without marks.
constexpr std::string_view kOurs = R"(
anhyeu anhyeuem bienphong bimat bodoi cachmang caigico chaoban chucmung conbo congan conyeume dangnhap daugau
dienthoai doclap emyeuanh giadinh giupdo haiphong haiquan hanhphuc hanoi hochiminh hoilamgi hotro huongdan khongbiet
khongco khongcogi khongnho khongnhoma lamsao maitinh maiyeu matkhau matkhaumoi maytinh mothaiba ngocanh nguoidung
nhamay nhokhongem phuong quantri quehuong quenmatkhau quenroi taikhoan tathanhcong thanhcong thanhpho thoigian tinhyeu
toilaai toiyeuvietnam tuyetmat vanphong vietnam vietnamvodich xinchao yeuanh yeuem yeunhau yeuvietnam
)";

std::set<std::string_view> Words() {
  std::set<std::string_view> words;
  for (const std::string_view text : {kListed, kOurs}) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
      if (end > at) words.insert(text.substr(at, end - at));
      at = end + 1;
    }
  }
  return words;
}

}  // namespace

bool IsCommonWord(std::string_view letters) {
  static const std::set<std::string_view> kWords = Words();
  return kWords.contains(letters);
}

}  // namespace nuong::operations
