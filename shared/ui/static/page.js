/* Made of main.js and what it imports by `python -m tools.ui build`, which checks it too.
   Licences of what is in it: vendor/LICENSE.txt. */
function $t(e,t){let n=Object.entries(t).filter(([,r])=>r!==void 0&&r!==""),o=new URLSearchParams(n.map(([r,s])=>[r,String(s)]));return o.size>0?`${e}?${o}`:e}var fo=function(e,t,n,o){var r;t[0]=0;for(var s=1;s<t.length;s++){var i=t[s++],l=t[s]?(t[0]|=i?1:2,n[t[s++]]):t[++s];i===3?o[0]=l:i===4?o[1]=Object.assign(o[1]||{},l):i===5?(o[1]=o[1]||{})[t[++s]]=l:i===6?o[1][t[++s]]+=l+"":i?(r=e.apply(l,fo(e,l,n,["",null])),o.push(r),l[0]?t[0]|=2:(t[s-2]=0,t[s]=r)):o.push(l)}return o},Xn=new Map;function fs(e){var t=Xn.get(this);return t||(t=new Map,Xn.set(this,t)),(t=fo(this,t.get(e)||(t.set(e,t=(function(n){for(var o,r,s=1,i="",l="",u=[0],f=function(p){s===1&&(p||(i=i.replace(/^\s*\n\s*|\s*\n\s*$/g,"")))?u.push(0,p,i):s===3&&(p||i)?(u.push(3,p,i),s=2):s===2&&i==="..."&&p?u.push(4,p,0):s===2&&i&&!p?u.push(5,0,!0,i):s>=5&&((i||!p&&s===5)&&(u.push(s,0,i,r),s=6),p&&(u.push(s,p,0,r),s=6)),i=""},c=0;c<n.length;c++){c&&(s===1&&f(),f(c));for(var $=0;$<n[c].length;$++)o=n[c][$],s===1?o==="<"?(f(),u=[u],s=3):i+=o:s===4?i==="--"&&o===">"?(s=1,i=""):i=o+i[0]:l?o===l?l="":i+=o:o==='"'||o==="'"?l=o:o===">"?(f(),s=1):s&&(o==="="?(s=5,r=i,i=""):o==="/"&&(s<5||n[c][$+1]===">")?(f(),s===3&&(u=u[0]),s=u,(u=u[0]).push(2,0,s),s=0):o===" "||o==="	"||o===`
`||o==="\r"?(f(),s=2):i+=o),s===3&&i==="!--"&&(s=4,u=u[0])}return f(),u})(e)),t),arguments,[])).length>1?t:t[0]}var N,po,ps,he,rn,vt,$o,ht,mo,un,sn,$s,Ye=Symbol.for("pv"),gt={},yt=[],ms=/^m(i|n|o|s|text|space)$/,dn=Array.isArray,fn=yt.slice,Ee=Object.assign;function Oe(e){e&&e.parentNode&&e.remove()}function hs(e,t,n){var o,r,s,i={},l=arguments.length;for(s in t)s=="key"?o=t[s]:s=="ref"&&typeof e!="function"?r=t[s]:i[s]=t[s];return l>2&&(i.children=l>3?fn.call(arguments,2):n),ze(e,i,o,r,null)}function ze(e,t,n,o,r){var s={type:e,props:t,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:Ye,__v:r||++po,__i:-1,__u:0};return!r&&N.vnode&&N.vnode(s),s}function wt(e){return e.children}function _t(e,t){this.props=e,this.context=t,this.__g=0}function _e(e,t){if(t==null)return e.__&&_e(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:_e(e)}function _s(e){var t,n=e.__v,o=n.__e,r=[],s=[],i=e.__P;i&&((t=Ee({constructor:Ye},n)).__v=n.__v+1,N.vnode&&N.vnode(t),pn(i,t,n,e.__n,i.namespaceURI,32&n.__u?[o]:null,r,o||_e(n),32&n.__u,s),t.__v=n.__v,t.__.__k[t.__i]=t,yo(r,t,s),n.__=n.__e=null,t.__e!=o&&ho(t))}function ho(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),ho(e)}function eo(e){(8&e.__g||(e.__g|=8,he.push(e),vt++))&&rn==N.debounceRendering||((rn=N.debounceRendering)||queueMicrotask)(_o)}function _o(){try{for(var e,t=1;he.length;)he.length>t&&he.sort($o),e=he.shift(),t=he.length,8&e.__g&&_s(e)}finally{(vt=he.length)&&(rn||queueMicrotask)(_o)}}function bo(e,t,n,o,r,s,i,l,u,f,c){var $,p,d,_,b,g,T=o.__k||yt,h=t.length;for(u=bs(n,t,T,u,h),$=0;$<h;$++)(d=n.__k[$])!=null&&(p=~d.__i&&T[d.__i]||gt,d.__i=$,g=pn(e,d,p,r,s,i,l,u,f,c),_=d.__e,(p.ref!=d.ref||8&p.__u)&&(p.ref&&$n(p.ref,null,d,p),d.ref&&c.push(d.ref,d.__c||_,d)),b=b||_,4&d.__u?(u=vo(d,u,e,!p.__v),p.__e&&(p.__e=null)):typeof d.type=="function"&&g!==void 0?u=g:_&&(u=_.nextSibling),d.__u&=-21);return n.__e=b,u}function bs(e,t,n,o,r){var s,i,l,u,f,c,$,p,d,_=n.length,b=_,g=0,T=0,h=e.__k=Array(r);for(s=0;s<r;s++)(i=t[s])!=null&&typeof i!="boolean"&&typeof i!="function"?(typeof i!="object"||i.constructor===String?i=h[s]=ze(null,i):dn(i)?i=h[s]=ze(wt,{children:i}):i.constructor===Ye&&i.__b?i=h[s]=ze(i.type,i.props,i.key,i.ref,i.__v):h[s]=i,u=s+g,i.__=e,i.__b=e.__b+1,l=null,~(f=i.__i=vs(i,n,u,b))&&(b--,(l=n[f])&&(l.__u|=2)),l&&l.__v?(i.__u|=16,f==u-1?g--:f==u+1?g++:f!=u&&(f>u?g--:g++,T=1)):(~f||(r>_?g--:r<_&&g++),typeof i.type!="function"&&(i.__u|=4))):h[s]=null;if(T){for(c=[],$=[],s=0;s<r;s++)if((i=h[s])&&16&i.__u){for(g=0,p=c.length;g<p;)c[d=g+p>>1]<i.__i?g=d+1:p=d;c[g]=i.__i,$[s]=g+1}for(g=c.length;s--;)$[s]&&($[s]==g?g--:h[s].__u|=4)}if(b)for(s=0;s<_;s++)!(l=n[s])||2&l.__u||(l.__e==o&&(o=_e(l)),mn(l,l));return o}function vo(e,t,n,o){var r,s,i,l;if(typeof e.type=="function"){if(e.props.__P)return t;if(r=e.__k)for(s=0;s<r.length;s++)r[s]&&(r[s].__=e,t=vo(r[s],t,n,!1));return t}for(t&&!t.parentNode&&(t=_e(e))&&!t.parentNode&&(t=null),i=e.__e,l=t;l&&l.nodeType==8;)l=l.nextSibling;for(i!=l&&(!o&&n.moveBefore&&i.parentNode?n.moveBefore(i,t):n.insertBefore(i,t||null)),t=i;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function vs(e,t,n,o){var r,s=e.key,i=e.type,l=t[n],u=l&&!(2&l.__u);if(l===null&&s==null||u&&s==l.key&&i==l.type)return n;if(o>(u?1:0)){for(r=n-1;r>=0;r--)if((l=t[r])&&!(2&l.__u)&&s==l.key&&i==l.type)return r;for(r=n+1;r<t.length;r++)if((l=t[r])&&!(2&l.__u)&&s==l.key&&i==l.type)return r}return-1}function to(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function mt(e,t,n,o,r){var s,i;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)n&&t in n||to(e.style,t);if(n)for(t in n)o&&n[t]==o[t]||to(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=n,n&&o||(i=sn[t]||(sn[t]=gs(t)),(e.__a||(e.__a={}))[t]=un,s=t!=(t=t.replace(mo,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,i,s):e.removeEventListener(t,i,s));else{if(r=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function gs(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[ht]==null)t[ht]=un++;else if(t[ht]<this.__a[e])return;return n(N.event?N.event(t):t)}}}function pn(e,t,n,o,r,s,i,l,u,f){var c,$,p,d,_,b,g,T,h,S,D,nn,Yn,pt,Te,Zn,me,Ce,le=t.type;if(t.constructor!==Ye)return null;128&n.__u&&(u=32&n.__u,c=n.__c.__z)&&(t.__u|=u,$=s=[],c.nodeType==8?l=bt(c,s):s.push(c),l=s[0]||l),(c=N.__b)&&c(t);e:if(typeof le=="function"){p=i.length;try{if(T=t.props,h=(c=le.prototype)&&c.render,S=(c=le.contextType)&&o[c.__c],D=c?S?S.props.value:c.__:o,(d=n.__c)?(t.__c=d,2&d.__g&&(d.__g|=1)):(h?t.__c=d=new le(T,D):(t.__c=d=new _t(T,D),d.constructor=le,d.render=ws),S&&S.sub(d),d.state||(d.state={}),d.__n=o,d.__g|=8,d.__h=[],d.__k=[]),h&&(d.__s||(d.__s=d.state),le.getDerivedStateFromProps&&(d.__s==d.state&&(d.__s=Ee({},d.__s)),Ee(d.__s,le.getDerivedStateFromProps(T,d.__s)))),_=d.props,b=d.state,d.__v=t,n.__c){if(T!==_&&h&&!le.getDerivedStateFromProps&&d.componentWillReceiveProps&&d.componentWillReceiveProps(T,D),t.__v==n.__v&&!(8&d.__g)||!(4&d.__g)&&d.shouldComponentUpdate&&d.shouldComponentUpdate(T,d.__s,D)===!1){t.__v!=n.__v&&(d.props=T,d.state=d.__s,d.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(ee){ee&&(ee.__=t)}),yt.push.apply(d.__h,d.__k),d.__k=[],d.__h.length&&i.push(d),l=_e(n);break e}d.componentWillUpdate&&d.componentWillUpdate(T,d.__s,D),h&&d.componentDidUpdate&&d.__h.push(function(){d.componentDidUpdate(_,b,g)})}else h&&!le.getDerivedStateFromProps&&d.componentWillMount&&d.componentWillMount(),h&&d.componentDidMount&&d.__h.push(d.componentDidMount);d.context=D,d.props=T,d.__P=e,d.__g&=-5,nn=N.__r,Yn=h?25:0;do d.__g&=-9,nn&&nn(t),c=d.render(d.props,d.state=d.__s,d.context);while(8&d.__g&&++Yn<25);h&&(yt.push.apply(d.__h,d.__k),d.__k=[]),d.state=d.__s,d.getChildContext&&(o=Ee({},o,d.getChildContext())),h&&n.__c&&d.getSnapshotBeforeUpdate&&(g=d.getSnapshotBeforeUpdate(_,b)),pt=c&&c.type===wt&&c.key==null?c.props.children:c,T.__P&&(c=l,r=(e=T.__P).namespaceURI,u=s=null,n.props&&n.props.__P!=e&&(n.__k.some(function(ee){ee&&mn(ee,ee)}),n.__k=null),l=n.__k?_e(n,0):null),l=bo(e,dn(pt)?pt:[pt],t,n,o,r,s,i,l,u,f),T.__P&&(t.__e=null,l=c),t.__u&=-161,$&&$.some(Oe),d.__h.length&&i.push(d),1&d.__g&&(d.__g&=-4)}catch(ee){if(i.length=p,t.__v=null,u||s)if(ee&&ee.then){if(t.__u|=128|u,s){for(~(me=s.indexOf(l||void 0))||(me=s.length);(Ce=s[me-1])&&Ce.nodeType==8;)me--;for(;me<s.length;me++)if(Ce=s[me])if(s[me]=null,Te){if(Ce==Zn)break}else{if(Ce.nodeType!=8)break;Ce.data.startsWith("$s")&&(Zn=bt(Te=Ce))}}if(!Te){for(;l&&l.nodeType==8&&l.nextSibling;)l=l.nextSibling;Te=l}(c=bt(Te=t.__c.__z||(t.__c.__z=Te)))?(t.__e=Te,l=c):t.__e=l,l=l&&l.nextSibling}else s&&s.some(Oe);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),ee&&ee.then||go(t),N.__e(ee,t,n)}}else l=t.__e=ys(n.__e,t,n,o,r,s,i,u,f,e);return(c=N.diffed)&&c(t),l}function bt(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function go(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(go))}function yo(e,t,n){for(var o=0;o<n.length;)$n(n[o++],n[o++],n[o++]);N.__c&&N.__c(t,e),e.some(function(r){try{e=r.__h,r.__h=[],e.some(function(s){s.call(r)})}catch(s){N.__e(s,r.__v)}})}function ys(e,t,n,o,r,s,i,l,u,f){var c,$,p,d,_,b,g,T,h=n.props||gt,S=t.props,D=t.type;if(D=="svg"?r="http://www.w3.org/2000/svg":D=="math"?r="http://www.w3.org/1998/Math/MathML":r||(r="http://www.w3.org/1999/xhtml"),s){for(c=0;c<s.length;c++)if((_=s[c])&&(D?_.localName==D:_.nodeType==3)){e=_,s[c]=null;break}}if(!e){if(T=f.ownerDocument||document,!D)return T.createTextNode(S);e=T.createElementNS(r,D,S.is?S:f),l&&(N.__m&&N.__m(t,s),l=!1),s=null}if(D){if(f=D=="template"&&e.content||e,s=D=="textarea"&&S.defaultValue!=null?null:s&&fn.call(f.childNodes),!l&&s)for(h={},c=0;c<e.attributes.length;c++)h[(_=e.attributes[c]).name]=_.value;for(c in h)_=h[c],c=="dangerouslySetInnerHTML"?p=_:c=="children"||c in S||c=="value"&&"defaultValue"in S||c=="checked"&&"defaultChecked"in S||mt(e,c,null,_,r);for(c in S)_=S[c],c=="children"?d=_:c=="dangerouslySetInnerHTML"?$=_:c=="value"?b=_:c=="checked"?g=_:l&&typeof _!="function"||h[c]===_||mt(e,c,_,h[c],r);$?(l||p&&($.__html==p.__html||$.__html==e.innerHTML)||(e.innerHTML=$.__html),t.__k=[]):(p&&(e.textContent=""),(D=="foreignObject"||r=="http://www.w3.org/1998/Math/MathML"&&ms.test(D))&&(r="http://www.w3.org/1999/xhtml"),bo(f,dn(d)?d:[d],t,n,o,r,s,i,s?s[0]:n.__k&&_e(n,0),l,u),s&&s.some(Oe)),l&&D!="textarea"||(c="value",D=="progress"&&b==null?e.removeAttribute(c):b==null||b===e[c]&&(D!="progress"||b)||mt(e,c,b,h[c],r),c="checked",g!=null&&g!=e[c]&&mt(e,c,g,h[c],r))}else h===S||l&&e.data==S||(e.data=S);return e}function $n(e,t,n,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(r){N.__e(r,n)}}function mn(e,t,n){var o,r,s,i;if(N.unmount&&N.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||$n(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(l){N.__e(l,t)}o.__P=o.__n=null}if(o=e.__k)for(i=0;i<o.length;i++)o[i]&&mn(o[i],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(o=e.__c)&&(o=o.__z)&&(r=bt(o,s=[]))&&(o==e.__e&&s.some(Oe),Oe(r),Oe(o)),n||Oe(e.__e),e.__e=e.__c=e.__=null}function ws(e,t,n){return this.constructor(e,n)}function wo(e,t){var n,o,r,s;N.__&&N.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(n=e&&32&e.__u)?null:t.__k,t.__k=ze(wt,{children:[e]}),r=[],s=[],pn(t,t.__k,o||gt,gt,t.namespaceURI,o?null:t.firstChild?fn.call(t.childNodes):null,r,o?o.__e:t.firstChild,n,s),yo(r,t.__k,s),t.__k.props.children=null}N={__e:function(e,t,n,o){for(var r,s,i;t=t.__;)if((r=t.__c)&&!(1&r.__g)){r.__g|=4;try{if((i=(s=r.constructor)&&s.getDerivedStateFromError)&&r.setState(s.getDerivedStateFromError(e)),r.componentDidCatch&&(r.componentDidCatch(e,o||{}),i=1),i&&8&r.__g)return void(r.__g|=2)}catch(l){e=l}}throw vt=0,e}},po=0,ps=function(e){return e!=null&&e.constructor===Ye},_t.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=Ee({},this.state)),typeof e=="function"&&(e=e(Ee({},n),this.props)),e&&(Ee(n,e),this.__v&&(t&&this.__k.push(t),eo(this)))},_t.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),eo(this))},_t.prototype.render=wt,he=[],vt=0,$o=function(e,t){return e.__v.__b-t.__v.__b},ht=Symbol(),mo=/(PointerCapture)$|Capture$/i,un=0,sn={},$s=0;var be,P,on,no,an=Object.is,Je=0,ko=[],ln=[],U=N,oo=U.__b,ro=U.__r,so=U.diffed,ao=U.__c,io=U.unmount,lo=U.__;function He(e,t){U.__h&&U.__h(P,e,Je||t),Je=0;var n=P.__H||(P.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function m(e){return Je=1,ks(So,e)}function ks(e,t,n){var o=He(be++,2);if(o.t=e,!o.__c&&(o.__=[n?n(t):So(void 0,t),function(s){var i=(o.__N||o.__)[0],l=o.t(i,s);an(i,l)||(o.__N=[l,o.__[1]],o.__c.setState({}))}],o.__c=P,!P.__f)){P.__f=!0;var r=P.shouldComponentUpdate;P.shouldComponentUpdate=function(s,i,l){var u=this.__H;if(!u)return!0;var f=!1,c=this.props!=s;if(u.__.some(function(p){p.__N&&(f=!0,an(p.__[0],p.__N[0])||(c=!0))}),r){var $=r.call(this,s,i,l);return f?$||c:$}return!f||c}}return o.__}function E(e,t){var n=He(be++,3);!U.__s&&hn(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,P.__H.__h.push(n))}function De(e,t){var n=He(be++,4);!U.__s&&hn(n.__H,t)&&(n.__P=!1,n.__=e,n.u=t,P.__h.push(n))}function A(e){return Je=5,ce(function(){return{current:e}},[])}function ce(e,t){var n=He(be++,7);return hn(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function ve(e,t){return Je=8,ce(function(){return e},t)}function xo(e){var t=He(be++,10),n=m();return t.__=e,P.componentDidCatch||(P.componentDidCatch=function(o,r){t.__&&t.__(o,r),n[1](o)}),[n[0],function(){return n[1]()}]}function j(){var e=He(be++,11);if(!e.__){for(var t=P.__v;!t.__m&&t.__;)t=t.__;var n=t.__m||(t.__m=[0,0]);e.__="P"+n[0]+"-"+n[1]++}return e.__}function xs(){var e;do{for(;e=ln.shift();)try{Qe(e)}catch(n){U.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=ko.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(Qe),t.__h.some(cn),t.__h=[]}catch(n){t.__h=[],U.__e(n,e.__v)}}}while(ln.length)}U.__b=function(e){P=null,oo&&oo(e)},U.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),lo&&lo(e,t)},U.__r=function(e){ro&&ro(e),be=0;var t=(P=e.__c).__H;t&&(on==P?P.__h=[]:(t.__h.some(Qe),t.__h.some(cn),be=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),on=P},U.diffed=function(e){so&&so(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&uo(ko.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),on=P=null},U.__c=function(e,t){t.some(function(n){try{n.__h.some(Qe),n.__h=n.__h.filter(function(o){return!o.__||cn(o)})}catch(o){n.__h=[function(){throw o}]}}),ao&&ao(e,t)},U.unmount=function(e){io&&io(e);var t,n,o=e.__c;o&&o.__H&&(o.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}r.__P=n,uo(ln.push(r))}else Qe(r)}catch(s){t=s}}),o.__H=void 0,t&&U.__e(t,o.__v))};var co=typeof requestAnimationFrame=="function";function Ss(e){var t,n=function(){clearTimeout(o),co&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(n,35);co&&(t=requestAnimationFrame(n))}function uo(e){e!=1&&no==U.requestAnimationFrame||((no=U.requestAnimationFrame)||Ss)(xs)}function Qe(e){var t=P,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),P=t}function cn(e){var t=P;e.__c=e.__(),P=t}function hn(e,t){return!e||e.length!=t.length||t.some(function(n,o){return!an(n,e[o])})}function So(e,t){return typeof t=="function"?t(e):t}var a=fs.bind(hs);var B=class{#e=new Set;#t;constructor(t){this.#t=t}get value(){return this.#t}set(t){this.#t=t;for(let n of[...this.#e])n(t)}watch(t){return this.#e.add(t),()=>this.#e.delete(t)}};function F(e){let[t,n]=m(e.value);return E(()=>(n(e.value),e.watch(n)),[e]),t}function We(e,t){try{return window[e].getItem(t)}catch{return null}}function ge(e,t,n){try{n?window[e].setItem(t,n):window[e].removeItem(t)}catch{}}var bn="relay-key",To=6e4,Fe=class extends Error{constructor(t,n,o,r=[]){super(o),this.status=t,this.title=n,this.detail=o,this.errors=r}about(t){return this.errors.filter(n=>n.field===t).map(n=>n.message).join("; ")}};function Re(e){return e instanceof Fe?e:new Fe(0,"The page failed",String(e instanceof Error?e.message:e))}var Ue=new B([]),Ze=new B({wanted:!1,refused:!1}),Xe=new B(!1),kt="",vn=!1,_n=[];gn(We("sessionStorage",bn)??"");function gn(e){kt=e,Xe.set(e!=="")}function Co(e,t){gn(e.trim()),ge("sessionStorage",bn,t?kt:""),Eo(!1)}function yn(){Eo(!0)}function xt(){vn=!1,Ze.set({wanted:!0,refused:!1})}function Oo(){gn(""),ge("sessionStorage",bn,"")}function Eo(e){vn=e,Ze.set({wanted:!1,refused:!1});let t=_n;_n=[];for(let n of t)n()}function I(e,t={},n){return Do("GET",$t(e,t),void 0,n)}function M(e,t,n,o){return Do(e,t,n,o)}async function Do(e,t,n,o){for(;;){let r=kt,s=await Cs(e,t,n,r,o);if(s.status!==401)return Os(s);await Ts(s,r),o?.throwIfAborted()}}async function Ts(e,t){if(t===kt){if(vn){let n=t?"The relay refuses this key.":"The relay asks for a key.";throw new Fe(e.status,"No key",n)}Ze.set({wanted:!0,refused:t!==""}),await new Promise(n=>_n.push(()=>n(void 0)))}}async function Cs(e,t,n,o,r){let s={began:performance.now()},i=AbortSignal.timeout(To),l={accept:"application/json"};o&&(l["x-functions-key"]=o),n!==void 0&&(l["content-type"]="application/json"),Ue.set([...Ue.value,s]);try{return await fetch(t,{method:e,headers:l,body:n===void 0?void 0:JSON.stringify(n),cache:"no-store",credentials:"omit",signal:r?AbortSignal.any([r,i]):i})}catch{r?.throwIfAborted();let u=i.aborted?`The relay has not answered for ${To/1e3} seconds.`:"The relay cannot be reached. It may be restarting, or this machine is offline.";throw new Fe(0,"No answer",u)}finally{Ue.set(Ue.value.filter(u=>u!==s))}}async function Os(e){let t=await e.text().catch(()=>""),n=Es(t);if(n instanceof Object&&Fo.set(n,t),e.ok)return n;let o=String(n?.title??`HTTP ${e.status}`),r=String(n?.detail??n?.storage??Fs(e.status));throw new Fe(e.status,o,r,n?.errors??[])}var Fo=new WeakMap;function Es(e){try{return JSON.parse(e)}catch{return}}function te(e,...t){let n=Le(Fo.get(e)??"null");for(let o of t)n=n[o];return JSON.stringify(n,null,2)}function Ro(e){try{return JSON.stringify(Le(e),null,2)}catch{return e}}function Le(e){return JSON.parse(e,Ds)}function Ds(e,t,n){let o=n?.source;return typeof t!="number"||o===void 0||o===String(t)?t:JSON.rawJSON(o)}function Fs(e){return e===404?"There is no such thing, or not any more.":e>=500?`The relay failed on this request (HTTP ${e}).`:`The relay refused this request (HTTP ${e}).`}var wn=new Set;function kn(){return[...wn].every(({question:e})=>confirm(e))}function St(e,t){let n=A(()=>{});return De(()=>{if(!t)return;let o={question:e};return wn.add(o),addEventListener("beforeunload",Lo),n.current=()=>{wn.delete(o),removeEventListener("beforeunload",Lo)},n.current},[e,t]),()=>n.current()}function Lo(e){e.preventDefault()}var Rs="/ui";function Tt(e=0){return{path:location.pathname.replace(/^\/ui(?=\/|$)/i,"").replace(/^\/+|\/+$/g,""),query:Object.fromEntries(new URLSearchParams(location.search)),visit:e}}var Q=new B(Tt()),ue=Number(history.state?.entry??0);history.replaceState({entry:ue},"");addEventListener("popstate",({state:e})=>{let t=Number(e?.entry??ue+1),n=Tt(Q.value.visit+(t===ue?0:1));if(n.path!==Q.value.path&&!kn())return history.go(ue-t);ue=t,history.replaceState({entry:ue},""),Q.set(n)});function v(e,t={}){return $t(`${Rs}/${e}`,t)}function C(...e){return e.map(Ls).join("/")}function Ls(e){return e==="."||e===".."?e.replaceAll(".","%252E"):encodeURIComponent(e)}function Ne(e){kn()&&(ue+=1,history.pushState({entry:ue},"",e),Q.set(Tt(Q.value.visit+1)),scrollTo(0,0))}function O(){let{query:e}=F(Q);return[e,Be]}function Be(e){let{path:t,query:n}=Q.value;history.replaceState({entry:ue},"",v(t,{...n,...e})),Q.set(Tt(Q.value.visit))}function No(e,t){let n=e.split("/"),o=t.split("/");if(n.length!==o.length)return null;let r={};for(let[s,i]of n.entries()){let l=Ns(o[s]??"");if(i.startsWith(":")&&l)r[i.slice(1)]=l;else if(i!==l)return null}return r}function Ns(e){try{return decodeURIComponent(e)}catch{return e}}document.addEventListener("click",e=>{let t=e.target instanceof Element?e.target.closest("a"):null;if(!t||e.defaultPrevented||e.button||t.target||t.download||e.metaKey||e.ctrlKey||e.shiftKey||e.altKey)return;let n=new URL(t.href,location.href);!(n.origin===location.origin&&/^\/ui(\/|$)/i.test(n.pathname))||n.hash||(e.preventDefault(),Ne(n.pathname+n.search))});function H({title:e,of:t,children:n}){let o=A(null),{visit:r}=F(Q),s=A(0);return E(()=>{document.title=`${X(t?`${e} · ${t}`:e)} – Webhook Relay`},[e,t]),De(()=>{r>s.current&&o.current?.focus(),s.current=r},[r]),a`<div class="heading">
    <h1 tabindex="-1" ref=${o}><${y}>${e}<//></h1>
    ${n}
  </div>`}function K({tone:e,children:t}){return a`<span class=${`chip ${e}`}>${t}</span>`}function Mo({text:e,what:t}){let[n,o]=m(!1);E(()=>{if(!n)return;let s=setTimeout(()=>o(!1),2e3);return()=>clearTimeout(s)},[n]);async function r(){try{await navigator.clipboard.writeText(e),o(!0)}catch{V("The browser does not allow copying here: select the text instead.","bad")}}return a`<button type="button" class="quiet copy" onClick=${r} aria-label=${`Copy ${t}`}>
    <span aria-hidden="true">${n?"Copied":"Copy"}</span>
    <span class="hidden" role="status">${n?`Copied ${t}`:""}</span>
  </button>`}function de({text:e,what:t}){return a`<span class="copyable"><code><${y}>${e}<//></code><${Mo} text=${e} what=${t} /></span>`}function y({children:e}){return a`<bdi>${X(e)}</bdi>`}var Is=2e4;function Y({text:e,what:t,file:n,original:o=e}){let[r,s]=m(!1),i=r?e:e.slice(0,Is);return a`<div class="code">
    <div class="code-tools">
      ${n&&a`<${Ms} text=${o} file=${n} what=${t} />`}
      <${Mo} text=${o} what=${t} />
    </div>
    <pre tabindex="0" role="region" aria-label=${t}><code dir="ltr">${X(i)}</code></pre>
    ${i.length<e.length&&a`<p class="hint">These are the first ${i.length.toLocaleString()} of ${e.length.toLocaleString()} characters.
        <button type="button" class="quiet" onClick=${()=>s(!0)}>Show all</button></p>`}
  </div>`}function Ms({text:e,file:t,what:n}){function o(){let r=new Blob([e],{type:"application/octet-stream"}),s=document.createElement("a");s.href=URL.createObjectURL(r),s.download=t.replace(/[^\w.-]/g,"_"),s.click(),setTimeout(()=>URL.revokeObjectURL(s.href),1e4)}return a`<button type="button" class="quiet copy" aria-label=${`Download ${n}`} onClick=${o}>Download</button>`}function X(e){return e.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,t=>`\\u${t.charCodeAt(0).toString(16).padStart(4,"0")}`)}function x({failure:e,retry:t}){if(!e)return null;let n=e.errors.filter(o=>!e.detail.includes(o.message));return a`<div class="trouble" role="alert">
    <p><strong>${e.title}.</strong> <${y}>${e.detail}<//></p>
    ${n.length>0&&a`<ul>
      ${n.map(o=>a`<li><code>${o.field}</code> <${y}>${o.message}<//></li>`)}
    </ul>`}
    ${e.status===401&&a`<button type="button" onClick=${xt}>Enter a key</button>`}
    ${e.status!==401&&t&&a`<button type="button" onClick=${t}>Try again</button>`}
  </div>`}function R({of:e,what:t}){return e.failure?a`<${x} failure=${e.failure} retry=${e.reload} />`:e.data===void 0?a`<p class="pending" role="status">Loading ${t} …</p>`:null}function G({title:e,children:t}){return a`<div class="nothing"><p><strong>${e}</strong></p>${t}</div>`}function k({name:e,children:t}){return a`<div><dt>${e}</dt><dd>${t}</dd></div>`}function q({title:e,onClose:t,children:n}){let o=A(null),r=j();De(()=>{let i=document.activeElement,l=o.current;return l&&!l.open&&l.showModal(),()=>{l?.close(),i instanceof HTMLElement&&i.focus()}},[]);function s(i){i.preventDefault(),t()}return a`<dialog ref=${o} aria-labelledby=${r} onCancel=${s}>
    <div class="dialog-head">
      <h2 id=${r}>${e}</h2>
      <button type="button" class="quiet" aria-label="Close" onClick=${t}>✕</button>
    </div>
    ${n}
  </dialog>`}var et=new B([]),Io=0;function V(e,t="good"){Io+=1;let n=Io;et.set([...et.value,{id:n,text:e,tone:t}]),setTimeout(()=>Ao(n),t==="bad"?15e3:8e3)}function Ao(e){et.set(et.value.filter(t=>t.id!==e))}function Po(){let e=F(et);return a`<div class="toasts" role="status" aria-live="polite">
    ${e.map(t=>a`<div key=${t.id} class=${`toast ${t.tone}`}>
        <span>${t.text}</span>
        <button type="button" class="quiet" aria-label="Dismiss" onClick=${()=>Ao(t.id)}>✕</button>
      </div>`)}
  </div>`}var Ho=5e3,nt=new B(Date.now());setInterval(()=>{document.hidden||nt.set(Date.now())},Ho);document.addEventListener("visibilitychange",()=>{document.hidden||nt.set(Date.now())});var fe=new B(!1);function xn(e,t){return new Intl.DateTimeFormat(void 0,e?{...t,timeZone:"UTC"}:t)}var Wo={hour:"2-digit",minute:"2-digit",second:"2-digit",hourCycle:"h23"},Uo={...Wo,month:"short",day:"numeric"},As={...Uo,year:"numeric"};function Ie(e,t){let n=xn(t,{year:"numeric",month:"numeric",day:"numeric"});if(n.format(e)===n.format(Date.now()))return xn(t,Wo).format(e);let o=Math.abs(Date.now()-e.getTime())<300*864e5;return xn(t,o?Uo:As).format(e)}var Ps=[["d",86400],["h",3600],["min",60],["s",1]];function tt(e){let t=Math.max(0,Math.round(e));for(let[n,o]of Ps)if(t>=o)return`${Math.floor(t/o)} ${n}`;return"0 s"}function ne(e){return e===void 0?"":e<1e3?`${e} ms`:`${(e/1e3).toFixed(e<1e4?1:0)} s`}function Hs(e,t){let n=(t-e)/1e3;return Math.abs(n)<Ho/1e3?"now":n>0?`${tt(n)} ago`:`in ${tt(-n)}`}function Ws(e){return`${e.toISOString().replace("T"," ").replace(/\.\d+Z$/,"")} UTC`}function w({at:e,show:t="both"}){let n=F(fe),o=F(nt);if(!e)return a`<span class="muted">–</span>`;let r=new Date(e);if(Number.isNaN(r.getTime()))return a`<span>${e}</span>`;let s=Hs(r.getTime(),o),i=t==="ago"?s:Ie(r,n);return a`<time dateTime=${e} title=${Ws(r)}
    >${i}${t==="both"?a` <span class="muted">${s}</span>`:""}</time
  >`}function Bo(){let e=F(fe),t=Intl.DateTimeFormat().resolvedOptions().timeZone;return a`<button type="button" class="quiet" onClick=${()=>fe.set(!e)}>
    Times in ${e?"UTC":t}<span class="muted"> · show ${e?t:"UTC"}</span>
  </button>`}var Ct={failing:{tone:"bad",label:"Failing",rank:0},retrying:{tone:"warn",label:"Retrying",rank:1},paused:{tone:"warn",label:"Paused",rank:2},disabled:{tone:"off",label:"Disabled",rank:3},healthy:{tone:"good",label:"Well",rank:4}};function qo({webhook:e}){let{tone:t,label:n}=Sn(e.status);return a`<span class="state">
    <${K} tone=${t}>${n}<//>
    <span class="why">${Us(e)}</span>
  </span>`}function Sn({state:e,waiting:t}){return e==="healthy"&&t?{tone:"warn",label:"Some wait"}:Ct[e]}function ot({waiting:e,waiting_is_capped:t}){return e===void 0?"–":t?`${e}+`:`${e}`}function Us({status:e,disabled_reason:t}){let n=e.last_error_text;switch(e.state){case"failing":return a`since <${w} at=${e.failing_since} show="clock" />${n&&a`<span>: ${n}</span>`}`;case"paused":return a`until <${w} at=${e.paused_until} show="clock" />`;case"disabled":return t?`because: ${t}`:"";case"retrying":return n??"";default:return e.waiting?n??"":""}}var qe={queued:{tone:"info",label:"Queued"},waiting:{tone:"warn",label:"Waiting"},delivered:{tone:"good",label:"Delivered"},dropped:{tone:"bad",label:"Dropped"}};function ye({state:e}){let{tone:t,label:n}=qe[e];return a`<${K} tone=${t}>${n}<//>`}function Ot({attempt:e,none:t}){return e?a`${pe(e).text} <span class="muted">in ${ne(e.duration_ms)}, <${w} at=${e.at} show="ago" /></span>`:a`<span class="muted">${t}</span>`}var Bs={overflow:"Too many deliveries waited for this webhook, and this was among the oldest.",expired:"It failed for longer than the relay keeps trying.",webhook_deleted:"The webhook was deleted.",webhook_disabled:"The webhook was disabled.",undeliverable:"The relay refused the URL that the variables of the event gave."};function we(e){return Bs[e]??e}var qs={connection_failed:{text:"Connection refused or cut",todo:"Check that the receiver runs, listens on this port, and that no firewall is between."},dns_failed:{text:"Host name without an address",todo:"Check the host name in the webhook's URL, and its DNS records."},malformed_answer:{text:"Answer that is not HTTP",todo:"Check that an HTTP server listens on this port, and whether it expects TLS."},refused_address:{text:"Address that the relay refuses",todo:"The host resolves to an address that is not public. An operator can allow its network with ALLOWED_TARGET_NETWORKS."},timeout:{text:"No complete answer in time",todo:"Answer first and work afterwards: the relay waits for DELIVERY_TIMEOUT_SECONDS in all."},tls_failed:{text:"TLS failed",todo:"Check the receiver's certificate: its chain, its host name and its dates."},undeliverable:{text:"URL refused",todo:"Check the variables in the webhook's URL, and what this event has for them."}},Ks={301:"Change the webhook's URL to the new one: the relay follows no redirects.",302:"Change the webhook's URL to the final one: the relay follows no redirects.",307:"Change the webhook's URL to the final one: the relay follows no redirects.",308:"Change the webhook's URL to the new one: the relay follows no redirects.",400:"The receiver does not accept this body: read its answer, and check the message format.",401:"The receiver wants other credentials: check the webhook's headers and secret.",403:"The receiver refuses the relay: check the webhook's headers, its secret and the receiver's rules.",404:"The receiver does not know this path: check the webhook's URL.",405:"The receiver takes no POST at this path: check the webhook's URL.",410:"The receiver is gone for good, so the relay disables the webhook.",413:"The receiver takes no body of this size.",429:"The receiver asks for fewer requests: set rate_per_second for the webhook."};function Me(e){return e!==void 0&&e>=200&&e<300}function pe({error:e,status:t}){if(e)return qs[e]??{text:e,todo:""};if(t===void 0)return{text:"No result",todo:""};if(Me(t))return{text:`HTTP ${t}`,todo:""};let n=Ks[t]??(t>=500?"The receiver failed: its own log says why, at the time of the attempt.":"");return{text:`HTTP ${t}`,todo:n}}function Et(e){let t=Number(e.replace(/^HTTP /,""));return pe(Number.isInteger(t)?{status:t}:{error:e})}function Dt(e){return e.charAt(0).toUpperCase()+e.slice(1)}function Ft(e){try{return new URL(e).host}catch{return e}}function Ko({detail:e}){let{results:t,attempts:n}=e,o=t.map((s,i)=>({attempt:s,number:n-t.length+i+1})),r=n-t.length;return a`<section aria-labelledby="attempts-title">
    <h2 id="attempts-title">Attempts <span class="muted">${n}</span></h2>
    <ol class="timeline" reversed>
      ${Vs(e)}
      ${o.reverse().map(({attempt:s,number:i})=>a`<${js} key=${s.at} attempt=${s} number=${i} />`)}
      ${r>0&&a`<li class="off"><p class="muted">${r===1?"An earlier attempt is":`${r} earlier attempts are`} not kept.</p></li>`}
      <li class="off"><p><strong>Received</strong> <${w} at=${e.received_at} /></p></li>
    </ol>
  </section>`}function Vs({state:e,next_attempt_at:t}){return e==="queued"?a`<li class="info"><p><strong>First attempt</strong> under way</p></li>`:e!=="waiting"?null:a`<li class="info">
    <p><strong>Next attempt</strong> ${t?a`due <${w} at=${t} />`:"under way"}</p>
  </li>`}function js({attempt:e,number:t}){let{text:n,todo:o}=pe(e),r=Me(e.status),s=e.error_text??n;return a`<li class=${r?"good":"bad"}>
    <p class="spaced">
      <strong>${e.status===void 0?n:`HTTP ${e.status}`}</strong>
      <span class="muted">attempt ${t}</span>
      <${w} at=${e.at} />
      <span><span class="muted">took</span> ${ne(e.duration_ms)}</span>
    </p>
    <p>${Dt(s)}.</p>
    ${e.detail&&!e.status&&a`<p class="muted"><${y}>${e.detail}<//></p>`}
    ${o&&a`<p class="todo">${o}</p>`}
    ${e.answer&&a`<details open=${!r}>
        <summary>Start of the answer</summary>
        <${Y} text=${e.answer} what=${`the answer to attempt ${t}`} />
      </details>`}
  </li>`}function Vo(e,t){return Gs[e.state](e,t)}var Gs={delivered:e=>({tone:"good",sentence:a`${Tn(e.last_attempt,"The receiver took it")}${Ys(e)}.`,todo:""}),queued:()=>({tone:"info",sentence:"The first attempt has not ended yet.",todo:""}),waiting:(e,t)=>e.held?Qs(e,t):zs(e),dropped:e=>({tone:"bad",sentence:a`The relay gave it up. ${we(e.reason??"")}
      ${e.last_attempt&&a` ${Js(e.attempts)}: ${Tn(e.last_attempt)}.`}`,todo:Zs(jo(e),"When the receiver is well again, resend it.")})};function zs(e){let{next_attempt_at:t}=e;return{tone:"warn",sentence:a`${Tn(e.last_attempt,`Attempt ${e.attempts} failed`)}.
      ${t?a` The next attempt is due <${w} at=${t} show="ago" />.`:" The next attempt is under way, or comes in the next seconds."}`,todo:jo(e)}}function Qs(e,t){let{next_attempt_at:n}=e,o=t?.status?.state;return{tone:"warn",sentence:a`It has not been attempted yet, ${o==="failing"?"because the webhook fails: the relay tries it with one delivery at a time":o==="paused"?"because the receiver asked for a pause":"because the webhook takes no more at the moment"}.
      ${n&&a` The next attempt is due <${w} at=${n} show="ago" />.`}`,todo:"It is sent by itself as soon as the webhook takes deliveries again."}}function Tn(e,t=""){if(!e)return t;let n=e.error_text??pe(e).text;return t?`${t}: ${n}`:n}function Js(e){return e===1?"Its only attempt":`The last of ${e} attempts`}function Ys({attempts:e}){return e>1?`, after ${e} attempts`:""}function jo({last_attempt:e}){return e?pe(e).todo:""}function Zs(...e){return e.filter(Boolean).join(" ")}var Xs=1e4,ea=3e5;function L(e,t,{refresh:n=!1}={}){let[o,r]=m({loading:!0}),s=A(e),i=A(void 0),l=A(()=>{});s.current=e,E(()=>{let f=new Cn(async(c,$)=>{$||r(p=>({...p,loading:!0})),i.current=await s.current(c,$?i.current:void 0),r({data:i.current,loading:!1})},c=>r($=>({...$,failure:c,loading:!1})),n);return l.current=()=>f.run(!1),f.run(!1),()=>f.stop()},[...t,n]);let u=ve(()=>l.current(),[]);return{data:o.data,failure:o.failure,loading:o.loading,reload:u}}var Cn=class{#e=0;#t=0;#n;#o=new AbortController;#r=!1;constructor(t,n,o){this.load=t,this.fail=n,this.repeats=o,document.addEventListener("visibilitychange",this.#a),this.unwatch=Xe.watch(()=>this.#e>0&&this.run(!1))}stop(){this.#r=!0,this.#o.abort(),clearTimeout(this.#n),this.unwatch(),document.removeEventListener("visibilitychange",this.#a)}async run(t){clearTimeout(this.#n),this.#o.abort();let n=new AbortController;this.#o=n;try{await this.load(n.signal,t),this.#e=0}catch(o){if(n.signal.aborted)return;this.#e+=1,this.fail(Re(o))}this.#t=Date.now(),this.#s()}get#i(){return Math.min(Xs*2**this.#e,ea)}#s(){if(clearTimeout(this.#n),this.#r||!this.repeats||document.hidden||!this.#t)return;let t=Date.now()-this.#t;this.#n=setTimeout(()=>this.run(!0),Math.max(0,this.#i-t))}#a=()=>this.#s()};function W(e,t=[]){let[n,o]=m({busy:!1}),r=A(void 0);E(()=>()=>{r.current?.abort(),o({busy:!1})},t);async function s(){let i=new AbortController;r.current=i,o({busy:!0});try{let l=await e(i.signal);return o({busy:!1}),l}catch(l){if(i.signal.aborted)return;o({busy:!1,failure:Re(l)});return}}return{...n,run:s}}var ta=[400,1200,3e3,6e3];function Rt(e,t=ta){let n=A([]),o=ve(()=>n.current.forEach(clearTimeout),[]);return E(()=>o,[]),ve(()=>{o(),n.current=t.map(r=>setTimeout(e,r))},[e])}function Go({path:e,eventId:t}){let n=L(o=>I(e,{},o),[e]);return a`<section aria-labelledby="sent-title">
    <h2 id="sent-title">What is sent <span class="muted">as an attempt made now would send it</span></h2>
    ${n.data?a`<${On} sent=${n.data} file=${`request-${t}.txt`} />`:a`<${R} of=${n} what="the request" />`}
  </section>`}function On({sent:e,file:t}){return a`<div class="sent">
    <p class="url"><code><strong>${e.method}</strong> <${y}>${e.url}<//></code></p>
    <div class="table-wrap" tabindex="0" role="region" aria-label="Headers that are sent">
      <table class="headers">
        <tbody>
          ${e.headers.map(n=>a`<tr key=${n.name}>
              <th scope="row"><code><${y}>${n.name}<//></code></th>
              <td><code><${y}>${n.value}<//></code></td>
            </tr>`)}
        </tbody>
      </table>
    </div>
    <p class="muted">Body, ${e.body_bytes.toLocaleString()} bytes. It is indented here; it is sent, and signed, without.</p>
    <${Y} text=${Ro(e.body)} original=${e.body} what="the body" file=${t} />
  </div>`}function zo({path:e,delivery:t,webhook:n,reload:o}){let r=W(f=>M("POST",`${e}/resend`,void 0,f)),s=Rt(o),i=n?.enabled===!1;async function l(){await r.run()&&(V("It is sent again now."),s())}let u=t.state==="waiting"?"Attempt now":"Resend";return a`<div class="actions">
      <button
        type="button"
        class=${t.state==="delivered"?"":"primary"}
        disabled=${r.busy||i||t.state==="queued"}
        title=${i?"The webhook is disabled: enable it first":void 0}
        onClick=${l}
      >${r.busy?"Sending …":u}</button>
    </div>
    ${r.failure&&a`<div class="wide"><${x} failure=${r.failure} /></div>`}`}var na="The webhook is deleted, so it cannot be sent again.";function Qo({parameters:e}){let{webhook:t="",event:n=""}=e,o=`/api/${C("webhooks",t)}/${C("deliveries",n)}`,r=L(f=>I(o,{},f),[o],{refresh:!0}),s=L(f=>I(`/api/${C("webhooks",t)}`,{},f),[t]),i=s.failure?.status===404,l=s.data?.name??t,u=r.data;return a`<nav class="crumbs" aria-label="Breadcrumb">
      <a href=${v("")}>Overview</a>
      <a href=${v(C("webhooks",t))}><${y}>${l}<//></a>
    </nav>
    <${H} title="Delivery" of=${n}>
      ${u&&!i&&a`<${zo} path=${o} delivery=${u} webhook=${s.data} reload=${r.reload} />`}
    <//>
    ${u?a`<${x} failure=${r.failure} retry=${r.reload} />
        <${oa} detail=${u} webhook=${s.data} gone=${i} path=${o} />`:a`<${R} of=${r} what="the delivery" />`}`}function oa({detail:e,webhook:t,gone:n,path:o}){let{tone:r,sentence:s,todo:i}=Vo(e,t),l=te(e,"event");return a`<section class=${`card situation ${r}`} aria-label="What became of it">
      <div role="status"><${ye} state=${e.state} /></div>
      <div>
        <p>${s}</p>
        ${n?a`<p class="muted">${na}</p>`:i&&a`<p class="todo">${i}</p>`}
      </div>
    </section>
    <dl class="facts">
      <${k} name="Event">
        <a href=${v(C("events",e.event_id))}>at all its webhooks</a>
      <//>
      <${k} name="Type">
        <a href=${v(C("event-types",e.event_type))}>${e.event_type}</a>
      <//>
      <${k} name="Received"><${w} at=${e.received_at} /><//>
      ${e.ended_at&&a`<${k} name="Ended"><${w} at=${e.ended_at} /><//>`}
      <${k} name="Attempts">${e.attempts}<//>
      <${k} name="Event id"><${de} text=${e.event_id} what="the event id" /><//>
    </dl>
    <${Ko} detail=${e} />
    ${!n&&a`<${Go} path=${`${o}/request`} eventId=${e.event_id} />`}
    <section aria-labelledby="event-title">
      <h2 id="event-title">Payload</h2>
      <${Y} text=${l} what="the event" file=${`event-${e.event_id}.json`} />
    </section>`}function ke(){return L(e=>I("/api/event-types",{},e),[])}function Lt(e,t){let n=t.toLowerCase();return e.filter(({name:o,description:r})=>`${o} ${r}`.toLowerCase().includes(n))}function Nt(e,t){let n=new Map,o=e.filter(({family:s})=>s==="own"),r=e.filter(({family:s})=>s!=="own");for(let s of[...o,...r]){let i=t(s);n.set(i,[...n.get(i)??[],s])}return n}function rt({family:e,group:t}){return e==="own"?t??"Own types":e==="onefuzz"?"OneFuzz":"Singularity"}function st({label:e,hint:t,error:n,children:o}){let r=j(),s=[t&&`${r}-hint`,n&&`${r}-error`].filter(Boolean).join(" ");return a`<div class="field">
    <label for=${r}>${e}</label>
    ${t&&a`<p class="hint" id=${`${r}-hint`}>${t}</p>`}
    ${o({id:r,describedBy:s||void 0,invalid:!!n})}
    ${n&&a`<p class="error" id=${`${r}-error`}>${n}</p>`}
  </div>`}function Z({label:e,value:t,onInput:n,hint:o,error:r,input:s={}}){return a`<${st} label=${e} hint=${o} error=${r}>
    ${i=>a`<input
      id=${i.id}
      autocomplete="off"
      spellcheck=${!1}
      aria-describedby=${i.describedBy}
      aria-invalid=${i.invalid}
      value=${t}
      ...${s}
      onInput=${z(n)}
    />`}
  <//>`}function En({label:e,value:t,onInput:n,hint:o,error:r,placeholder:s}){return a`<${st} label=${e} hint=${o} error=${r}>
    ${i=>a`<textarea
      id=${i.id}
      class="json"
      spellcheck=${!1}
      placeholder=${s}
      aria-describedby=${i.describedBy}
      aria-invalid=${i.invalid}
      value=${t}
      onInput=${z(n)}
    ></textarea>`}
  <//>`}function Ke({label:e,value:t,onChange:n,error:o,children:r}){return a`<${st} label=${e} error=${o}>
    ${s=>a`<select
      id=${s.id}
      aria-describedby=${s.describedBy}
      aria-invalid=${s.invalid}
      value=${t}
      onChange=${z(n)}
    >${r}</select>`}
  <//>`}function ae({checked:e,onChange:t,disabled:n=!1,title:o,children:r}){return a`<label class="check" title=${o}>
    <input type="checkbox" checked=${e} disabled=${n} onChange=${()=>t(!e)} />
    ${r}
  </label>`}function z(e){return t=>e(t.currentTarget.value)}function at({legend:e,value:t,onChange:n,choices:o,error:r}){let s=j();return a`<fieldset class="choices" aria-describedby=${r?`${s}-error`:void 0}>
    <legend>${e}</legend>
    ${o.map(i=>a`<label class="check" key=${i.value}>
        <input type="radio" name=${s} checked=${i.value===t} onChange=${()=>n(i.value)} />
        <span>${i.label}${i.hint&&a` <span class="hint">${i.hint}</span>`}</span>
      </label>`)}
    ${r&&a`<p class="error" id=${`${s}-error`}>${r}</p>`}
  </fieldset>`}function oe(e,t){return(e?.errors??[]).filter(n=>n.field===t||/^[.[]/.test(Jo(n.field,t))).map(n=>{let o=Jo(n.field,t).replace(/^\./,"");return o?`${o}: ${n.message}`:n.message}).join("; ")}function Jo(e,t){return e.startsWith(t)?e.slice(t.length):""}function $e(e){let{caption:t,columns:n,rows:o,rowKey:r,order:s="",epoch:i="",most:l=o.length}=e,[u,f]=O(),c=u.sort??s,$=ia(o,n,c),{settled:p,moved:d,settle:_}=ra($,r,`${c} ${i}`),b=c?p:$,[g,T]=m(!1),h=g?b:b.slice(0,l);return a`<div class="table-wrap">
    <table role="table">
      <caption class="hidden">${t}</caption>
      <thead role="rowgroup">
        <tr role="row">
          ${n.map(S=>a`<th
              role="columnheader"
              scope="col"
              key=${S.key}
              class=${S.number?"number":""}
              aria-sort=${sa(S.key,c)}
            >
              ${S.sort?a`<button type="button" onClick=${()=>f({sort:aa(S.key,c,s)})}>
                    ${S.label}
                  </button>`:a`<span class=${S.quietLabel?"hidden":""}>${S.label}</span>`}
            </th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${h.map(S=>a`<tr role="row" key=${r(S)}>
            ${n.map(D=>a`<td
                role="cell"
                key=${D.key}
                class=${D.number?"number":""}
                data-label=${D.quietLabel?void 0:D.label}
              ><div>${D.cell(S)}</div></td>`)}
          </tr>`)}
      </tbody>
    </table>
    ${c&&d&&a`<p class="moved"><button type="button" class="quiet" onClick=${_}>Sort again</button>
        <span class="muted">the values have changed since</span></p>`}
    ${h.length<b.length&&a`<p class="moved"><button type="button" class="quiet" onClick=${()=>T(!0)}>Show all ${b.length.toLocaleString()}</button>
        <span class="muted">these are the first ${h.length.toLocaleString()}</span></p>`}
  </div>`}function ra(e,t,n){let[o,r]=m(0),s=ce(()=>new Map(e.map((f,c)=>[t(f),c])),[n,o]),i=f=>s.get(t(f))??e.length+s.size,l=[...e].sort((f,c)=>i(f)-i(c)),u=l.some((f,c)=>f!==e[c]);return{settled:l,moved:u,settle:()=>r(o+1)}}function sa(e,t){return t===e?"ascending":t===`-${e}`?"descending":void 0}function aa(e,t,n){let o=t===e?`-${e}`:e;return o===n?void 0:o}function ia(e,t,n){let o=t.find(i=>i.key===n.replace(/^-/,""))?.sort;if(!o)return e;let r=n.startsWith("-")?-1:1,s=e.map(i=>[o(i),i]);return s.sort(([i],[l])=>r*la(i,l)),s.map(([,i])=>i)}function la(e,t){return typeof e=="number"&&typeof t=="number"?e-t:String(e).localeCompare(String(t),void 0,{numeric:!0})}function re({label:e,clear:t=[],children:n}){let[o,r]=O(),s=t.some(l=>o[l]),i=Object.fromEntries(t.map(l=>[l,void 0]));return a`<search class="filters" aria-label=${e}>
    ${n}
    ${s&&a`<button type="button" class="quiet" onClick=${()=>r(i)}>Clear filters</button>`}
  </search>`}function ie({name:e,label:t,placeholder:n}){return a`<${Dn} name=${e} label=${t} input=${{type:"search",placeholder:n,"data-search":!0}} class="wide" />`}function Dn({name:e,label:t,input:n={},class:o=""}){let[r,s]=O(),[i,l]=m(r[e]??""),u=A(i),f=j();return De(()=>{let c=r[e]??"";c!==u.current.trim()&&(u.current=c,l(c))},[r[e]]),E(()=>{let c=setTimeout(()=>{u.current.trim()!==(r[e]??"")&&s({[e]:u.current.trim()})},250);return()=>clearTimeout(c)},[i]),a`<div class=${`filter ${o}`}>
    <label for=${f}>${t}</label>
    <input
      id=${f}
      value=${i}
      autocomplete="off"
      spellcheck=${!1}
      ...${n}
      onInput=${z(c=>{u.current=c,l(c)})}
    />
  </div>`}function se({name:e,label:t,any:n,options:o}){let[r,s]=O(),i=j();return a`<div class="filter">
    <label for=${i}>${t}</label>
    <select
      id=${i}
      value=${r[e]??""}
      onChange=${z(l=>s({[e]:l}))}
    >
      <option value="">${n}</option>
      ${o.map(l=>a`<option key=${l.value} value=${l.value}>${l.label}</option>`)}
    </select>
  </div>`}var Zo=[{value:"15m",label:"15 minutes",seconds:900},{value:"1h",label:"hour",seconds:3600},{value:"24h",label:"24 hours",seconds:86400},{value:"7d",label:"7 days",seconds:7*86400}];function It(){let[e,t]=O(),n=j(),o=!!(e.since||e.until);function r(s){if(s!=="own")return t({range:s,since:void 0,until:void 0});let i=it({range:e.range||"1h"});return t({range:void 0,since:i,until:void 0})}return a`<div class="filter">
      <label for=${n}>Received</label>
      <select id=${n} value=${o?"own":e.range??""}
        onChange=${z(r)}>
        <option value="">at any time</option>
        ${Zo.map(s=>a`<option key=${s.value} value=${s.value}>in the last ${s.label}</option>`)}
        <option value="own">between …</option>
      </select>
    </div>
    ${o&&a`<${Yo} name="since" label="From" /><${Yo} name="until" label="Until" />`}`}function Yo({name:e,label:t}){let[n,o]=O(),r=j();return a`<div class="filter">
    <label for=${r}>${t}</label>
    <input
      id=${r}
      type="datetime-local"
      step="1"
      value=${Fn(n[e])}
      onChange=${z(s=>o({[e]:Rn(s)}))}
    />
  </div>`}function Fn(e){let t=new Date(e??"");return Number.isNaN(t.getTime())?"":new Date(t.getTime()-t.getTimezoneOffset()*6e4).toISOString().slice(0,19)}function Rn(e){let t=new Date(e);return Number.isNaN(t.getTime())?void 0:t.toISOString()}function it(e){let t=Zo.find(n=>n.value===e.range);return t?new Date(Date.now()-t.seconds*1e3).toISOString():e.since}function tr(){let[e]=O(),t=ke(),n=Lt(t.data??[],e.q??"");return a`<${H} title="Event types" />
    <${re} label="Filter the event types" clear=${["q"]}>
      <${ie} name="q" label="Search" placeholder="Name or description" />
    <//>
    ${t.data?a`<${ca} types=${n} />`:a`<${R} of=${t} what="the event types" />`}`}function ca({types:e}){return e.length===0?a`<${G} title="No event type fits this search." />`:a`${[...Nt(e,rt)].map(([t,n])=>a`<section key=${t} aria-label=${X(t)}>
      <h2><${y}>${t}<//> <span class="muted">${n.length}</span></h2>
      <ul class="cards">
        ${n.map(o=>a`<li key=${o.name}>
            <a class="strong" href=${v(C("event-types",o.name))}>${o.name}</a>
            ${o.deprecated&&a` <${K} tone="warn">Deprecated<//>`}
            <p><${y}>${o.description}<//></p>
          </li>`)}
      </ul>
    </section>`)}`}function nr({parameters:e}){let t=e.name??"",n=L(o=>I(`/api/event-types/${encodeURIComponent(t)}`,{},o),[t]);return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${v("event-types")}>Event types</a></nav>
    <${H} title=${t}>
      <a href=${v("events",{type:t})} class="button">Events of this type</a>
    <//>
    ${n.data?a`<${ua} type=${n.data} />`:a`<${R} of=${n} what="the event type" />`}`}function ua({type:e}){let[t]=O(),n=e.versions??[],o=n.findIndex(({version:s})=>s===t.version),r=n.length>0?["versions",Math.max(0,o)]:[];return a`<p class="lead"><${y}>${e.description}<//></p>
    <dl class="facts card">
      <${k} name="Belongs to"><${y}>${rt(e)}<//><//>
      ${e.version&&a`<${k} name="Version of the schema">${e.version}<//>`}
      ${e.deprecated&&a`<${k} name="State"><${K} tone="warn">Deprecated<//><//>`}
      ${e.created_at&&a`<${k} name="Defined"><${w} at=${e.created_at} /><//>`}
      ${e.updated_at&&a`<${k} name="Changed"><${w} at=${e.updated_at} /><//>`}
    </dl>
    ${n.length>1&&a`<${re} label="Choose a version">
        <${se} name="version" label="Version" any=${Xo(n[0])}
          options=${n.slice(1).map(s=>({value:s.version,label:Xo(s)}))} />
      <//>`}
    <section aria-labelledby="example-title">
      <h2 id="example-title">Example</h2>
      <${er} of=${e} place=${[...r,"example"]} what="the example" />
    </section>
    <section aria-labelledby="schema-title">
      <h2 id="schema-title">JSON Schema of the payload</h2>
      <${er} of=${e} place=${[...r,"schema"]} what="the schema" />
    </section>`}function Xo(e){return e?`${e.version} (${e.has_instance_id?"with":"without"} instance_id)`:""}function er({of:e,place:t,what:n}){let o=te(e,...t);return o===void 0?a`<p class="muted">There is none.</p>`:a`<${Y} text=${o} what=${n} />`}var da=8,or=[];async function Mt(e,t,n){let o=await e(n);for(let r=1;r<da&&o.cursor&&t(o).length===0;r+=1)o=await e(o.cursor);return o}function At(e,t){let[n,o]=m({first:e,pages:or}),r=n.first===e?n.pages:or,{cursor:s}=r.at(-1)??e,i=W(u=>t(s,u),[e]);async function l(){let u=await i.run();u&&o({first:e,pages:[...r,u]})}return{pages:r,cursor:s,busy:i.busy,failure:i.failure,load:l}}function Pt({following:{cursor:e,busy:t,failure:n,load:o},label:r}){return a`<${x} failure=${n} />
    ${e&&a`<button type="button" class="more" disabled=${t} onClick=${o}>${t?"Loading …":r}</button>`}`}var Ht=new B(void 0),Ln=new B(new Map);async function Wt(e){let t=await I("/api/overview",{},e),{relay:n,webhooks:o}=t;return Ht.set({health:n,at:Date.now()}),Ln.set(new Map(o.map(r=>[r.webhook_id,r.name]))),t}function Ut(e){if(e.status==="error")return{tone:"bad",text:"Storage fails",detail:e.storage};if(e.status==="degraded")return{tone:"bad",text:"No rounds",detail:"The scheduler has not run for minutes, so nothing is retried."};let t=Nn(e);return t>0?{tone:"warn",text:"Needs a look",detail:`${t} messages failed five times.`}:{tone:"good",text:"Relay well",detail:"Storage answers, and the scheduler runs."}}function Nn(e){return Object.entries(e.queues??{}).filter(([t])=>t.endsWith("-poison")||t==="quarantine").reduce((t,[,n])=>t+n,0)}var fa=50;function rr(e,t,n){let o={since:it(e),until:e.until,event_type:e.type,id_prefix:e.q};return Mt(r=>I("/api/events",{...o,limit:fa,cursor:r},n),r=>r.events,t)}var pa=[{key:"id",label:"Event",cell:e=>a`<a href=${v(C("events",e.event_id))}><code>${e.event_id}</code></a>`},{key:"type",label:"Type",cell:e=>e.event_type},{key:"received",label:"Received",cell:e=>a`<${w} at=${e.received_at} />`}];function sr(){let[e]=O(),t=["q","type","range","since","until"],n=t.map(s=>e[s]),o=L(s=>rr(e,void 0,s),n),r=ke();return a`<${H} title="Events">
      <button type="button" onClick=${o.reload}>Refresh</button>
    <//>
    <${re} label="Filter the events" clear=${t}>
      <${ie} name="q" label="Event id" placeholder="How the id begins" />
      <${se} name="type" label="Type" any="Every type" options=${$a(r.data)} />
      <${It} />
    <//>
    ${o.data?a`<${x} failure=${o.failure} retry=${o.reload} />
        <${ma} first=${o.data} query=${e} loading=${o.loading} />`:a`<${R} of=${o} what="the events" />`}`}function $a(e){return(e??[]).map(({name:t})=>({value:t,label:t}))}function ma({first:e,query:t,loading:n}){let o=At(e,(s,i)=>rr(t,s,i)),r=[e,...o.pages].flatMap(s=>s.events);return a`<div aria-busy=${n}>
    ${r.length>0?a`<${$e} caption="Events, newest first" columns=${pa} rows=${r} rowKey=${s=>s.event_id} />`:a`<${G} title=${o.cursor?"Nothing was found so far.":"No event fits these filters."} />`}
    <${Pt} following=${o} label="Show more" />
  </div>`}var ha=[{key:"state",label:"State",cell:e=>a`<span class="state"><${ye} state=${e.state} />
      <span class="why">${e.reason?we(e.reason):""}</span></span>`},{key:"attempts",label:"Attempts",number:!0,cell:e=>e.attempts},{key:"last",label:"Latest attempt",cell:e=>a`<${Ot} attempt=${e.last_attempt} none="–" />`},{key:"next",label:"Next attempt",cell:e=>a`<${w} at=${e.next_attempt_at} />`}];function ar({parameters:e}){let t=e.event??"",n=L(o=>I(`/api/events/${encodeURIComponent(t)}`,{},o),[t],{refresh:!0});return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${v("events")}>Events</a></nav>
    <${H} title="Event" of=${t} />
    <p><${de} text=${t} what="the event id" /></p>
    ${n.data?a`<${x} failure=${n.failure} retry=${n.reload} /><${_a} event=${n.data} />`:a`<${R} of=${n} what="the event" />`}`}function _a({event:e}){let{deliveries:t}=e;return a`<dl class="facts card">
      <${k} name="Type"><a href=${v(C("event-types",e.event_type))}>${e.event_type}</a><//>
      <${k} name="Received"><${w} at=${e.received_at} /><//>
      ${e.type_version&&a`<${k} name="Version of the type">${e.type_version}<//>`}
      ${e.filtered&&a`<${k} name="Not wanted by the filters of">${e.filtered} webhooks<//>`}
      ${e.instance_name&&a`<${k} name="Instance"><${y}>${e.instance_name}<//><//>`}
    </dl>
    <section aria-labelledby="outcomes-title">
      <h2 id="outcomes-title">At its webhooks <span class="muted">${t.length}</span></h2>
      ${t.length>0?a`<${$e} caption="Outcome at each webhook" columns=${ba(e.event_id)} rows=${t} rowKey=${n=>`${n.webhook_id} ${n.received_at}`} />`:a`<${G} title="No webhook was subscribed to it." />`}
    </section>
    <section aria-labelledby="payload-title">
      <h2 id="payload-title">Payload</h2>
      <${Y} text=${te(e,"event")} what="the payload" />
    </section>`}function ba(e){return[{key:"webhook",label:"Webhook",cell:t=>a`<${va} row=${t} eventId=${e} />`},...ha]}function va({row:e,eventId:t}){let n=F(Ln);if(!e.webhook_id)return a`<span class="muted">not known any more</span>`;let o=v(C("webhooks",e.webhook_id,"deliveries",t)),r=n.get(e.webhook_id);return a`<a href=${o} class="strong"><${y}>${r??e.webhook_id}<//></a>
    ${r&&a`<span class="muted host"><code>${e.webhook_id}</code></span>`}`}function ga(e){return I("/api/failures",{},e)}function ir(){let e=L(ga,[],{refresh:!0});return a`<${H} title="Failures" />
    ${e.data?a`<${x} failure=${e.failure} retry=${e.reload} />
        <${ka} list=${e.data} />`:a`<${R} of=${e} what="the failures" />`}`}var ya=[{key:"error",label:"What is wrong",sort:e=>lt(e).text,cell:e=>{let{text:t,todo:n}=lt(e);return a`<strong>${t}</strong>
        ${n&&a`<p class="todo why">${n}</p>`}`}},{key:"webhook",label:"Webhook",sort:e=>e.webhook_name,cell:e=>a`<a href=${v(C("webhooks",e.webhook_id))} class="strong"><${y}>${e.webhook_name}<//></a>`},{key:"count",label:"Deliveries",number:!0,sort:e=>e.count,cell:e=>a`<a href=${wa(e)} aria-label=${`${e.count} deliveries: ${lt(e).text}, at ${X(e.webhook_name)}`}>${e.count}</a>`},{key:"state",label:"State",sort:e=>e.state,cell:e=>a`<${ye} state=${e.state} />`},{key:"first",label:"Since",sort:e=>Date.parse(e.first_at),cell:e=>a`<${w} at=${e.first_at} />`},{key:"last",label:"Latest",sort:e=>Date.parse(e.last_at??e.first_at),cell:e=>a`<${w} at=${e.last_at} show="ago" />`},{key:"example",label:"An example",quietLabel:!0,cell:e=>e.event_id&&a`<a href=${v(C("webhooks",e.webhook_id,"deliveries",e.event_id))} aria-label=${`Why: ${lt(e).text}, at ${X(e.webhook_name)}`}>Why</a>`}];function lt({error:e,error_text:t,reason:n}){return n?{text:we(n),todo:""}:{text:Dt(t),todo:Et(e).todo}}function wa({webhook_id:e,state:t,error:n}){let o=/^(?:HTTP )?(\d{3})$/.exec(n)?.[1];return v(C("webhooks",e),{state:t,status:o})}function ka({list:e}){let[t]=O(),n=e.groups.filter(o=>Sa(o,t));return e.groups.length===0?a`<${G} title="Nothing has failed.">
      <p>No delivery waits after a failure, and none was dropped in the last day.</p>
    <//>`:a`<${re} label="Filter the failures" clear=${["q","state"]}>
      <${ie} name="q" label="Search" placeholder="Webhook or error" />
      <${se} name="state" label="State" any="Waiting and dropped" options=${[{value:"waiting",label:"Waiting: will be attempted again"},{value:"dropped",label:"Dropped in the last day"}]} />
    <//>
    ${e.more&&a`<p class="muted" role="status">More is waiting than was read: the counts may be too low.</p>`}
    ${n.length>0?a`<${$e} caption="Failures by webhook and error" columns=${ya} rows=${n} rowKey=${xa} order="-last" epoch=${`${t.q} ${t.state}`} />`:a`<${G} title="No failure fits these filters." />`}`}function xa(e){return`${e.webhook_id} ${e.state} ${e.error}`}function Sa(e,t){return t.state&&e.state!==t.state?!1:`${e.webhook_name} ${e.webhook_id} ${e.error} ${lt(e).text}`.toLowerCase().includes((t.q??"").toLowerCase())}function cr({bars:e,label:t}){let n=Math.max(1,...e.map(o=>o.good+o.bad));return a`<svg class="spark" role="img" aria-label=${t} viewBox=${`0 0 ${e.length*5-1} 24`} preserveAspectRatio="none">
    ${e.map((o,r)=>{let s=lr(o.bad,n,24),i=lr(o.good,n,24),l=Math.min(24,s+i);return a`<g key=${r}>
        <rect class="ground" x=${r*5} y="23" width="4" height="1" />
        <rect class="good" x=${r*5} y=${24-i} width="4" height=${i} />
        <rect class="bad" x=${r*5} y=${24-l} width="4" height=${s} />
      </g>`})}
  </svg>`}function lr(e,t,n){return e>0?Math.max(2,e/t*n):0}var Ta=480,Ca=240,Bt=150,Ae=52,Oa=20,qt=8,Ve=Bt-qt-Oa;function ur(){let e=A(null),[t,n]=m(Ta);return E(()=>{let o=new ResizeObserver(([r])=>{r&&n(Math.max(Ca,Math.round(r.contentRect.width)))});return e.current&&o.observe(e.current),()=>o.disconnect()},[]),[e,t]}function dr({title:e,buckets:t,series:n}){let o=t.map(u=>Da(u,n)),r=hr(Math.max(1,...o)),[s,i]=ur(),l=(i-Ae)/Math.max(1,t.length);return a`<${$r} figure=${s} width=${i} title=${e} buckets=${t} series=${n} format=${String}>
    <${mr} width=${i} top=${r} buckets=${t} format=${String} />
    ${t.map((u,f)=>{let c=qt+Ve;return a`<g key=${u.at}>
        ${n.map($=>{let p=(u.values[$.key]??0)/r*Ve;return c-=p,p>0&&a`<rect key=${$.key} class=${$.tone} x=${Ae+f*l+l*.1} y=${c} width=${l*.8} height=${p} />`})}
      </g>`})}
  <//>`}function fr({title:e,buckets:t,series:n}){let o=t.flatMap(c=>n.map($=>c.values[$.key]??0)),r=hr(Math.max(1,...o)),[s,i]=ur(),l=(i-Ae)/Math.max(1,t.length),u=c=>Ae+(c+.5)*l,f=c=>qt+Ve-c/r*Ve;return a`<${$r} figure=${s} width=${i} title=${e} buckets=${t} series=${n} format=${ne}>
    <${mr} width=${i} top=${r} buckets=${t} format=${ne} />
    ${n.map(c=>a`<g key=${c.key} class=${`line ${c.tone}`}>
        <path d=${Ea(t,c.key,u,f)} />
        ${t.map(($,p)=>{let d=$.values[c.key];return d!==void 0&&a`<circle key=${$.at} cx=${u(p)} cy=${f(d)} r="2.2" />`})}
      </g>`)}
  <//>`}function Ea(e,t,n,o){let r="",s="M";for(let[i,l]of e.entries()){let u=l.values[t];u===void 0?s="M":(r+=`${s}${n(i).toFixed(1)} ${o(u).toFixed(1)}`,s="L")}return r}function pr({title:e,rows:t}){let n=Math.max(1,...t.map(o=>o.count));return a`<figure class="chart">
    <figcaption>${e}</figcaption>
    <ul class="ranking">
      ${t.map(o=>a`<li key=${o.label}>
          <span>${o.label}${o.note&&a` <span class="muted">${o.note}</span>`}</span>
          <svg aria-hidden="true" viewBox="0 0 100 8" preserveAspectRatio="none">
            <rect class=${o.tone} width=${Math.max(1,o.count/n*100)} height="8" />
          </svg>
          <span class="number">${o.count}</span>
        </li>`)}
    </ul>
  </figure>`}function $r({figure:e,width:t,title:n,buckets:o,series:r,format:s,children:i}){let l=F(fe);return a`<figure class="chart" ref=${e}>
    <figcaption>
      ${n}
      <span class="legend" aria-hidden="true">
        ${r.map(u=>a`<span key=${u.key} class=${u.tone}>${u.label}</span>`)}
      </span>
    </figcaption>
    <svg viewBox=${`0 0 ${t} ${Bt}`} aria-hidden="true">${i}</svg>
    <details>
      <summary>As a table</summary>
      <div class="table-wrap" tabindex="0" role="region" aria-label=${n}>
        <table>
          <thead>
            <tr><th scope="col">From</th>${r.map(u=>a`<th key=${u.key} scope="col" class="number">${u.label}</th>`)}</tr>
          </thead>
          <tbody>
            ${o.map(u=>a`<tr key=${u.at}>
                <th scope="row">${Ie(new Date(u.at),l)}</th>
                ${r.map(f=>{let c=u.values[f.key];return a`<td key=${f.key} class="number">${c===void 0?"–":s(c)}</td>`})}
              </tr>`)}
          </tbody>
        </table>
      </div>
    </details>
  </figure>`}function mr({width:e,top:t,buckets:n,format:o}){let r=F(fe),s=n[0],i=n.at(-1);return a`<g class="axes">
    ${[0,.5,1].map(l=>{let u=qt+Ve-l*Ve;return a`<g key=${l}>
        <line x1=${Ae} x2=${e} y1=${u} y2=${u} />
        <text x=${Ae-6} y=${u+3.5} text-anchor="end">${o(t*l)}</text>
      </g>`})}
    ${s&&a`<text x=${Ae} y=${Bt-4}>${Ie(new Date(s.at),r)}</text>`}
    ${i&&s!==i&&a`<text x=${e} y=${Bt-4} text-anchor="end">${Ie(new Date(i.at),r)}</text>`}
  </g>`}function Da(e,t){return t.reduce((n,o)=>n+(e.values[o.key]??0),0)}function hr(e){let t=10**Math.floor(Math.log10(e)),o=[1,2,4,5,6,8,10].map(r=>Math.ceil(r*t)).find(r=>r>=e)??e;return o%2?o+1:o}var Fa=0,Ra=200,Mn=24,In=36e5;function _r(){let e=L(Wt,[],{refresh:!0}),{data:t,failure:n}=e;return a`<${H} title="Overview">
      <a href=${v("new-webhook")} class="button primary">New webhook</a>
    <//>
    ${t?a`<${x} failure=${n} retry=${e.reload} />
        <${La} health=${t.relay} webhooks=${t.webhooks} />
        <${Wa} rows=${t.webhooks} />`:a`<${R} of=${e} what="the overview" />`}`}function La({health:e,webhooks:t}){let{tone:n,text:o,detail:r}=Ut(e),s=Object.values(e.queues??{}).reduce((u,f)=>u+f,0),i=Nn(e),l=e.last_tick_age_seconds;return a`<section aria-labelledby="relay-title" class="card">
    <h2 id="relay-title" class=${`verdict ${n}`}>${o}. <span class="muted">${r}</span></h2>
    <dl class="facts">
      <${k} name="Storage">${e.storage}<//>
      <${k} name="Latest round">${l==null?"none yet":`${tt(l)} ago`}<//>
      <${k} name="In queues">${s-i}<//>
      <${k} name="Deliveries waiting">${e.waiting}<//>
      <${k} name="Longest waiting"><${w} at=${Na(t)} show="ago" /><//>
      <${k} name="Longest overdue">${e.oldest_due_seconds?tt(e.oldest_due_seconds):"nothing"}<//>
      <${k} name="Poison messages">${i}<//>
    </dl>
  </section>`}function Na(e){return e.map(t=>t.status.oldest_waiting_at).filter(t=>t!==void 0).sort()[0]}var Ia=[{key:"name",label:"Webhook",sort:e=>e.name,cell:e=>a`<a href=${v(C("webhooks",e.webhook_id))} class="strong"><${y}>${e.name}<//></a>
      <span class="muted host"><${y}>${Ft(e.url)}<//></span>`},{key:"state",label:"State",sort:e=>Ct[e.status.state].rank,cell:e=>a`<${qo} webhook=${e} />`},{key:"activity",label:"Last 24 hours",sort:e=>br(e.activity),cell:e=>a`<${Ma} activity=${e.activity} />`},{key:"waiting",label:"Waiting",number:!0,sort:e=>e.status.waiting??0,cell:e=>ot(e.status)},{key:"success",label:"Last success",sort:e=>Date.parse(e.status.last_success_at??"")||Fa,cell:e=>a`<${w} at=${e.status.last_success_at} show="ago" />`},{key:"types",label:"Event types",cell:e=>a`<${Ha} names=${e.event_types} />`}];function br({delivered:e,failed:t}){return e+t>0?t/(e+t):-1}function Ma({activity:e}){let{delivered:t,failed:n,dropped:o}=e;if(t+n+o===0)return a`<span class="muted">nothing sent</span>`;let r=br(e),s=`${t} delivered, ${n} attempts failed, ${o} dropped`;return a`<span class="activity" title=${s}>
    <${cr} bars=${Aa(e)} label=${`Last ${Mn} hours: ${s}`} />
    <span class=${r>0?"share":"muted"}>${Pa(r)} failed</span>
  </span>`}function Aa({hours:e}){let t=new Map(e.map(o=>[Date.parse(o.at),o])),n=Math.floor(Date.now()/In)*In;return Array.from({length:Mn},(o,r)=>{let s=t.get(n-(Mn-1-r)*In);return{good:s?.delivered??0,bad:(s?.failed??0)+(s?.dropped??0)}})}function Pa(e){return e<=0?"0 %":e<.01?"< 1 %":`${e<.1?(e*100).toFixed(1):Math.round(e*100)} %`}function Ha({names:e}){let t=e.slice(0,2).join(", ");return e.length<=2?a`<span>${t}</span>`:a`<span title=${e.join(", ")}>${t} <span class="muted">+${e.length-2}</span></span>`}function Wa({rows:e}){let[t]=O(),n=e.filter(o=>qa(o,t));return a`<section aria-labelledby="webhooks-title">
    <h2 id="webhooks-title">Webhooks <span class="muted">${Ua(n.length,e.length)}</span></h2>
    <${re} label="Filter the webhooks" clear=${["q","state"]}>
      <${ie} name="q" label="Search" placeholder="Name, host, type or id" />
      <${se} name="state" label="State" any="Every state" options=${Ba(e)} />
    <//>
    ${n.length>0?a`<${$e} caption="Webhooks" columns=${Ia} rows=${n} rowKey=${o=>o.webhook_id} order="state" epoch=${`${t.q} ${t.state}`} most=${Ra} />`:a`<${G} title=${e.length?"No webhook fits these filters.":"There are no webhooks yet."} />`}
  </section>`}function Ua(e,t){return e===t?`${t}`:`${e} of ${t}`}function Ba(e){return Object.entries(Ct).map(([t,{label:n}])=>{let o=e.filter(r=>r.status.state===t).length;return{value:t,label:`${n} (${o})`}})}function qa(e,t){if(t.state&&e.status.state!==t.state)return!1;let n=`${e.name} ${e.webhook_id} ${e.url} ${e.event_types.join(" ")}`.toLowerCase();return(t.q??"").toLowerCase().split(/\s+/).every(o=>n.includes(o))}var Pn="relay-job ",Ka=3,An=new Set([]),J=new B({});function vr(e){let t=J.value[e];if(t)return t;let n=Ga(e);if(!n)return;let r=n.state==="running"?{...n,state:"stopped",lost:!0}:n;return J.set({...J.value,[e]:r}),r}function Kt(e,t){return ct(e,{...t,done:0,state:"running"}),Wn(e)}function Hn(e){let t=J.value[e];t?.state==="running"&&ct(e,{...t,state:"stopped"})}function gr(e){let{[e]:t,...n}=J.value;J.set(n),ge("sessionStorage",Pn+e,"")}async function Wn(e){let t=J.value[e];if(!t||(ct(e,{...t,state:"running",failure:void 0}),An.has(e)))return;An.add(e);let n=t.kind==="recover"?Ka:Number.POSITIVE_INFINITY,o=0;for(;J.value[e]?.state==="running"&&o<n;)o=await Va(e)===0?o+1:0;An.delete(e),Hn(e)}async function Va(e){let t=J.value[e];try{let n=t.cursor?{...t.body,cursor:t.cursor}:t.body,o=await M("POST",`${e}/${t.kind}`,n),r=o.recovered??o.resent??0,s=J.value[e];return s&&ct(e,ja(s,o,r)),r}catch(n){let o=Re(n),r=o.status>=400&&o.status<500,s=t.lost||!r;return J.value[e]&&ct(e,{...t,state:"stopped",failure:o,lost:s}),0}}function ja(e,t,n){let o=e.done+n,r=e.kind==="recover"&&!e.isMore&&o>=e.total,s=!t.more||r?"finished":e.state;return{...e,done:o,cursor:t.cursor,state:s}}function ct(e,t){J.set({...J.value,[e]:t});let{failure:n,...o}=t;ge("sessionStorage",Pn+e,JSON.stringify(o))}function Ga(e){try{return JSON.parse(We("sessionStorage",Pn+e)??"null")??void 0}catch{return}}var za=864e5,Qa={do:void 0,from:void 0,to:void 0,states:void 0};function kr(){Be({do:"recover"})}function xr({webhook:e,path:t}){let[n,o]=O(),[r]=m(()=>Date.now()),s=n.from??new Date(r-za).toISOString(),i=n.to??new Date(r).toISOString(),l=(n.states??"dropped").split(","),u={since:s,until:i,states:l},f=W(b=>M("POST",`${t}/recover`,{...u,dry_run:!0},b)),[c,$]=m(void 0);E(()=>$(void 0),[s,i,n.states]);let p=()=>o(Qa);async function d(b){b.preventDefault(),o({from:s,to:i,states:l.join(",")}),$(await f.run())}function _(){if(!c)return;let b=[s,i].map(g=>Ie(new Date(g),!1)).join(" to ");Kt(t,{kind:"recover",title:`Recovering what was received from ${b}`,body:u,total:c.matching,isMore:c.more}),p()}return a`<${q} title="Recover deliveries" onClose=${p}>
    <p>Sends again what was received in a stretch of time, at a pace that the receiver can bear.</p>
    ${!e.enabled&&a`<p class="todo">The webhook is disabled: enable it first.</p>`}
    <form onSubmit=${d}>
      <div class="columns">
        <${yr} label="Received from" at=${s} error=${f.failure?.about("since")} onChange=${b=>o({from:b})} />
        <${yr} label="Until" at=${i} error=${f.failure?.about("until")} onChange=${b=>o({to:b})} />
      </div>
      <fieldset>
        <legend>Which</legend>
        <${wr} of=${l} value="dropped" label="Dropped: the relay gave them up" onChange=${o} />
        <${wr} of=${l} value="waiting" label="Waiting: they have failed and wait for their next attempt" onChange=${o} />
      </fieldset>
      <${x} failure=${f.failure} />
      <p role="status">${c&&Un(c)}</p>
      <div class="actions">
        ${c&&c.matching>0?a`<button type="button" class="primary" disabled=${!e.enabled} onClick=${_}>Send ${c.matching.toLocaleString()} again</button>`:a`<button type="submit" class="primary" disabled=${f.busy}>${f.busy?"Counting …":"Count"}</button>`}
        <button type="button" onClick=${p}>Cancel</button>
      </div>
    </form>
  <//>`}function Un({matching:e,more:t}){return e===0?"Nothing matches.":t?`More than ${e.toLocaleString()} deliveries match.`:e===1?"1 delivery matches.":`${e.toLocaleString()} deliveries match.`}function yr({label:e,at:t,error:n,onChange:o}){return a`<${st} label=${e} error=${n}>
    ${r=>a`<input
      id=${r.id}
      type="datetime-local"
      step="1"
      required
      aria-describedby=${r.describedBy}
      aria-invalid=${r.invalid}
      value=${Fn(t)}
      onChange=${z(s=>{let i=Rn(s);i&&o(i)})}
    />`}
  <//>`}function wr({of:e,value:t,label:n,onChange:o}){let r=e.includes(t),s=r&&e.length===1;function i(){let l=r?e.filter(u=>u!==t):[...e,t];o({states:l.join(",")})}return a`<${ae} checked=${r} disabled=${s} onChange=${i}>${n}<//>`}var Ja="relay.";function Sr(e,t){return e.includes(t)?!0:t.toLowerCase().startsWith(Ja)?!1:e.some(n=>n.endsWith("*")&&t.startsWith(n.slice(0,-1)))}function Vt(e,t){return{wanted:t.filter(({name:n})=>Sr(e,n)),others:t.filter(({name:n})=>!Sr(e,n))}}function jt(e){return e.filter(({example:t})=>t!==void 0)}function Cr({webhook:e,path:t,onSent:n,onClose:o}){let r=ke(),[s,i]=m(""),{wanted:l,others:u}=Vt(e.event_types,jt(r.data??[])),f=s||([...l,...u][0]?.name??""),c=W(p=>M("POST",`${t}/send-example`,{event_type:f},p));async function $(p){p.preventDefault(),await c.run()&&(V(`An example of ${f} is on its way.`),n(),o())}return a`<${q} title="Send an example" onClose=${o}>
    <form onSubmit=${$}>
      <p>The example of an event type goes to this webhook alone, as a delivery like any other.</p>
      <${Ke} label="Event type" value=${f} error=${c.failure?.about("event_type")} onChange=${i}>
        ${l.length>0&&a`<optgroup label="It is subscribed to">${l.map(Tr)}</optgroup>`}
        ${u.length>0&&a`<optgroup label="Others">${u.map(Tr)}</optgroup>`}
      <//>
      <${x} failure=${r.failure??c.failure} />
      <div class="actions">
        <button type="submit" class="primary" disabled=${c.busy||!f}>${c.busy?"Sending …":"Send"}</button>
        <button type="button" onClick=${o}>Cancel</button>
      </div>
    </form>
  <//>`}function Tr({name:e}){return a`<option key=${e} value=${e}>${e}</option>`}function Or({webhook:e,path:t,onSent:n,reload:o}){let[r]=O(),[s,i]=m(!1),l=W(p=>M("POST",`${t}/ping`,void 0,p)),u=W(p=>M("POST",`${t}/enable`,void 0,p)),{enabled:f}=e;async function c(){await l.run()&&(V("A ping is on its way. It comes up in the list in a moment."),n())}async function $(){await u.run()&&(V("The webhook is enabled."),o())}return a`<div class="actions">
      ${!f&&a`<button type="button" class="primary" disabled=${u.busy} onClick=${$}>Enable</button>`}
      <button type="button" disabled=${l.busy||!f} onClick=${c}>Ping</button>
      <button type="button" disabled=${!f} onClick=${()=>i(!0)}>Send an example …</button>
      <button type="button" onClick=${kr}>Recover …</button>
      <a href=${v(`${C("webhooks",e.webhook_id)}/edit`)} class="button">Edit</a>
    </div>
    ${[l,u].map(({failure:p},d)=>p&&a`<div class="wide" key=${d}><${x} failure=${p} /></div>`)}
    ${s&&a`<${Cr} webhook=${e} path=${t} onSent=${n} onClose=${()=>i(!1)} />`}
    ${r.do==="recover"&&a`<${xr} webhook=${e} path=${t} />`}`}var Pe=["state","type","status","event","range","since","until"];function je(e){return{state:e.state,event_type:e.type,status_code:e.status,event_id:e.event,since:it(e),until:e.until}}function Er(e,t){return t.state&&e.state!==t.state||t.type&&e.event_type!==t.type||t.status&&String(e.last_attempt?.status)!==t.status?!1:!t.until||e.received_at<=t.until}function Bn(e){let{state:t,type:n,status:o,event:r,range:s,since:i,until:l}=e;return[t&&`state ${qe[t]?.label??t}`,n&&`type ${n}`,o&&`latest answer ${o}`,r&&`event ${r}`,s&&`received in the last ${s}`,i&&`received since ${new Date(i).toLocaleString()}`,l&&`received until ${new Date(l).toLocaleString()}`].filter(Boolean).join(", ")}function Dr({types:e}){let t=Object.entries(qe).map(([o,{label:r}])=>({value:o,label:r})),n=e.map(o=>({value:o,label:o}));return a`<${re} label="Filter the deliveries" clear=${Pe}>
    <${se} name="state" label="State" any="Every state" options=${t} />
    <${se} name="type" label="Type" any="Every type" options=${n} />
    <${Dn} name="status" label="Status code" input=${{inputmode:"numeric",maxlength:3}} class="narrow" />
    <${It} />
    <${ie} name="event" label="Event id" placeholder="The whole id" />
  <//>`}var Ya=["delivered","waiting","queued","dropped"].map(e=>({key:e,...qe[e]})),Za=[{key:"p50_ms",label:"p50: half are quicker",tone:"info"},{key:"p95_ms",label:"p95: 19 of 20 are",tone:"warn"}];function Fr({path:e,changes:t}){let[n]=O(),o=Pe.filter(i=>i!=="event").map(i=>n[i]),r=L(i=>I(`${e}/delivery-summary`,Xa(n),i),[e,t,...o]),s=r.data;return a`<section aria-labelledby="charts-title">
    <h2 id="charts-title">Latest deliveries in charts ${s&&a`<${ei} summary=${s} />`}</h2>
    ${!s&&r.failure&&a`<${x} failure=${r.failure} retry=${r.reload} />`}
    <div class="charts" aria-busy=${r.loading}>
      ${s&&s.deliveries>0&&a`<${ti} summary=${s} />`}
      ${s?.deliveries===0&&a`<p class="muted">There are none to draw.</p>`}
    </div>
  </section>`}function Xa(e){let{event_id:t,...n}=je(e);return n}function ei({summary:e}){let{deliveries:t,more:n,since:o,until:r}=e;if(t===0)return null;let s=t.toLocaleString();return a`<span class="muted">${n?`the latest ${s}`:s}, received from <${w} at=${o} show="clock" /> to <${w} at=${r} show="clock" /></span>`}function ti({summary:e}){let t=e.buckets.map(({at:s,...i})=>({at:s,values:i})),{p50_ms:n,p95_ms:o}=e,r=n===void 0?"Durations":`Durations: p50 ${ne(n)}, p95 ${ne(o)}`;return a`<div class="card"><${dr} title="Outcomes, by when received" buckets=${t} series=${Ya} /></div>
    <div class="card"><${fr} title=${r} buckets=${t} series=${Za} /></div>
    <div class="card"><${pr} title="Latest answers and errors" rows=${e.results.map(ni)} /></div>`}function ni({result:e,text:t,count:n}){let o=Number(e),r=o?`HTTP ${e}`:e,s=Me(o)?"good":e==="unknown"?"off":"bad";return{label:r,count:n,tone:s,note:t.replace(/^the receiver answered \d+ ?/,"")}}var oi=25,ri=100,si=5e3;function ut(e){return`${e.event_id} ${e.received_at}`}function Gt(e,t,n){let o=[e,n,...Pe.map(_=>t[_])],r=`${e}/deliveries`,s=A([]),i=L((_,b)=>b?ii(r,t,{before:b,rows:s.current},_):ai(r,t,_),o,{refresh:!0}),{first:l,updates:u}=i.data??Rr,f=At(l,(_,b)=>Lr(r,t,_,b)),[c,$]=m([]);E(()=>$([]),[l]);let p=ce(()=>[...c,...l.deliveries,...f.pages.flatMap(b=>b.deliveries)].map(b=>u.get(ut(b))??b),[l,f.pages,c,u]);s.current=p;let d=ce(()=>ui(u,p,t),[u,p]);return{rows:p,fresh:d.length,missed:i.data?.missed??!1,showFresh:()=>i.data?.missed?i.reload():$([...d,...c]),older:f,loaded:i}}var Rr={first:{deliveries:[]},updates:new Map,gone:!1,missed:!1,refreshes:0};async function ai(e,t,n){return{...Rr,updates:new Map,first:await Lr(e,t,void 0,n)}}function Lr(e,t,n,o){return Mt(r=>I(e,{...je(t),limit:oi,cursor:r},o),r=>r.deliveries,n)}async function ii(e,t,{before:n,rows:o},r){let s=n.refreshes+1,i=t.event?{event_id:t.event}:s%2===0&&ci(o)||li(o),l={...i,limit:ri,with_status:!0},u=await I(e,l,r),f=new Map(n.updates);for(let p of u.deliveries)f.set(ut(p),p);let c=u.deliveries.at(-1)?.received_at??"",$=!!u.cursor&&!("until"in i)&&c>zt(o);return{first:n.first,updates:f,status:u.status,gone:u.status===void 0,missed:n.missed||$,refreshes:s}}function zt(e){return e[0]?.received_at??""}function li(e){let t=`${new Date().toISOString().slice(0,10)}T00:00:00.000Z`,o=e.filter(r=>Nr(r)&&r.received_at>=t).at(-1)?.received_at??zt(e);return o<t?{since:t}:{since:new Date(Math.max(Date.parse(t),Date.parse(o)-si)).toISOString()}}function ci(e){let t=new Date().toISOString().slice(0,10),n=e.filter(s=>Nr(s)&&s.received_at.slice(0,10)<t),o=n.at(-1)?.received_at;if(!o)return null;let r=n.filter(s=>s.received_at.slice(0,10)===o.slice(0,10));return{since:o,until:zt(r)}}function Nr(e){return e.state==="waiting"||e.state==="queued"}function ui(e,t,n){let o=new Set(t.map(ut)),r=zt(t);return[...e.entries()].filter(([s,i])=>!o.has(s)&&Er(i,n)&&i.received_at>=r).map(([,s])=>s).sort((s,i)=>s.received_at<i.received_at?1:-1)}function Qt({known:e,webhookId:t,types:n,onShown:o,reload:r,children:s}){let i=A(null);function l(){e.showFresh(),o?.(),i.current?.focus()}let{data:u,failure:f,loading:c}=e.loaded;return a`<section aria-labelledby="deliveries-title">
    <div class="section-head">
      <h2 id="deliveries-title" tabindex="-1" ref=${i}>Deliveries <span class="muted">newest first</span></h2>
      <div class="actions">
        ${s}
        <button type="button" onClick=${r}>Refresh</button>
      </div>
    </div>
    <${Dr} types=${fi(n,e.rows)} />
    <div class="new-rows" role="status">
      ${(e.fresh>0||e.missed)&&a`<button type="button" onClick=${l}>${di(e)}</button>`}
    </div>
    ${u?a`<${x} failure=${f} retry=${r} /><${pi} known=${e} webhookId=${t} loading=${c} />`:a`<${R} of=${e.loaded} what="the deliveries" />`}
  </section>`}function di({fresh:e,missed:t}){return t?"Many new deliveries":`${e} new ${e===1?"delivery":"deliveries"}`}function fi(e,t){let n=[...e,...t.map(o=>o.event_type)];return[...new Set(n)].filter(o=>!o.includes("*")).sort()}function pi({known:e,webhookId:t,loading:n}){let[o]=O(),{rows:r,older:s}=e,l=Pe.some(u=>o[u])?"No delivery fits these filters.":"Nothing has been sent to it yet.";return a`<div aria-busy=${n}>
    ${r.length>0?a`<${$e}
          caption="Deliveries, newest first"
          columns=${$i(t)}
          rows=${r}
          rowKey=${ut}
        />`:a`<${G} title=${s.cursor?"Nothing was found so far.":l} />`}
    <${Pt} following=${s} label="Older" />
  </div>`}function $i(e){return[{key:"event",label:"Event",cell:t=>a`<a href=${v(C("webhooks",e,"deliveries",t.event_id))}><code>${t.event_id}</code></a>
        <span class="muted host">${t.event_type}</span>`},{key:"state",label:"State",cell:t=>a`<${mi} row=${t} />`},{key:"last",label:"Latest attempt",cell:({last_attempt:t,held:n})=>a`<${Ot} attempt=${t} none=${n?"held back":"none yet"} />`},{key:"attempts",label:"Attempts",number:!0,cell:t=>t.attempts},{key:"received",label:"Received",cell:t=>a`<${w} at=${t.received_at} />`}]}function mi({row:e}){return a`<span class="state">
    <${ye} state=${e.state} />
    <span class="why">
      ${e.reason&&we(e.reason)}
      ${e.state==="waiting"&&e.next_attempt_at&&a`next <${w} at=${e.next_attempt_at} show="ago" />`}
    </span>
  </span>`}function Ir({id:e,name:t,path:n}){let[o]=O(),[r,s]=m(0),i=ve(()=>s(c=>c+1),[]),l=Gt(n,o,r),{data:u,failure:f}=l.loaded;return a`<${H} title=${t} of=${e} />
    ${u?a`<${hi} id=${e} />
          <${Qt} known=${l} webhookId=${e} types=${[]} reload=${i} />`:f?.status===404?a`<${_i} />`:a`<${R} of=${l.loaded} what="what is kept of its deliveries" />`}`}function hi({id:e}){let t=v(C("webhooks",e),{state:"dropped"});return a`<section class="card situation off" aria-label="How it is doing">
    <div role="status"><${K} tone="off">Deleted<//></div>
    <p>
      The webhook is deleted, and nothing is sent to it any more. Its deliveries are kept for a while;
      ${" "}<a href=${t}>what was given up</a> is among them.
    </p>
  </section>`}function _i(){return a`<${G} title="There is no webhook of this id.">
    <p>If there was one, nothing is kept of it any more. <a href=${v("")}>To the overview</a></p>
  <//>`}function Mr({path:e,onEnd:t}){let o=F(J)[e];E(()=>{vr(e)},[e]);let r=A(o?.state);return E(()=>{r.current&&r.current!=="finished"&&o?.state==="finished"&&t(),r.current=o?.state},[o?.state]),o?a`<section class="card job" aria-labelledby="job-title">
    <h2 id="job-title"><${y}>${o.title}<//></h2>
    <progress aria-labelledby="job-title" max=${Math.max(1,o.total)} value=${Math.min(o.done,Math.max(1,o.total))}></progress>
    <p role="status">${bi(o)}</p>
    <${x} failure=${o.failure} />
    <div class="actions"><${vi} job=${o} path=${e} /></div>
  </section>`:null}function bi(e){let t=`${e.done.toLocaleString()} of ${e.isMore?"more than ":""}${e.total.toLocaleString()}`;switch(e.state){case"running":return`${t} are queued again …`;case"stopped":return`Stopped after ${e.lost?"at least ":""}${t}. It can go on from here.`;default:return`Done: ${e.lost?"all":e.done.toLocaleString()} are queued again. The relay sends them at a pace that the receiver can bear.`}}function vi({job:e,path:t}){return e.state==="running"?a`<button type="button" onClick=${()=>Hn(t)}>Stop</button>`:a`${e.state==="stopped"&&a`<button type="button" class="primary" onClick=${()=>Wn(t)}>Go on</button>`}
    <button type="button" onClick=${()=>gr(t)}>${e.state==="stopped"?"Give up":"Close"}</button>`}function Ar({webhook:e,path:t}){let[n]=O(),o=()=>Be({do:void 0});return a`<button type="button" onClick=${()=>Be({do:"resend"})}>Resend all that match …</button>
    ${n.do==="resend"&&(Bn(n)?a`<${yi} webhook=${e} path=${t} onClose=${o} />`:a`<${gi} onClose=${o} />`)}`}function gi({onClose:e}){return a`<${q} title="Resend all that match" onClose=${e}>
    <p>Filter the list first, for instance by state, status code or time: what it then shows is what is sent again.</p>
    <div class="actions"><button type="button" class="primary" onClick=${e}>To the filters</button></div>
  <//>`}function yi({webhook:e,path:t,onClose:n}){let[o]=O(),[r]=m(()=>wi(je(o))),s=L(f=>M("POST",`${t}/resend`,{...r,dry_run:!0},f),[t]),i=s.data,l=Bn(o);function u(){if(!i)return;let f=`Sending again: ${l}`;Kt(t,{kind:"resend",title:f,body:r,total:i.matching,isMore:i.more}),n()}return a`<${q} title="Resend all that match" onClose=${n}>
    <p>The filters of the list: <strong><${y}>${l}<//></strong>.</p>
    ${o.state===void 0&&a`<p class="todo">Among these are deliveries that have arrived: the receiver gets them twice. Filter by state to leave them out.</p>`}
    ${!e.enabled&&a`<p class="todo">The webhook is disabled: enable it first.</p>`}
    ${i?a`<p role="status">${Un(i)}</p>`:a`<${R} of=${s} what="how many there are" />`}
    <div class="actions">
      <button type="button" class="primary" disabled=${!i?.matching||!e.enabled} onClick=${u}>
        ${i?.matching?`Send ${i.matching.toLocaleString()} again`:"Send again"}
      </button>
      <button type="button" onClick=${n}>Cancel</button>
    </div>
  <//>`}function wi(e){let t=e.status_code?Number(e.status_code):void 0;return{...e,status_code:t,until:e.until??new Date().toISOString()}}var dt={onefuzz:{label:"OneFuzz",hint:"An object with event_id, event_type, event and webhook_id."},event_grid:{label:"Event Grid",hint:"An array with one Event Grid event; the payload is in data."},cloudevents:{label:"CloudEvents 1.0",hint:"A CloudEvents event; the payload is in data."},bare:{label:"Payload alone",hint:"The payload as it was posted, and nothing else."}};var Pr={name:"",url:"",types:[],format:"onefuzz",signing:"symmetric",secretChoice:"generate",secret:"",replaceHeaders:!0,headers:[],inFlight:"",rate:"",filter:""};function Hr(e){return{name:e.name,url:e.url,types:e.event_types,format:e.message_format,signing:e.signing,secretChoice:"keep",secret:"",replaceHeaders:!1,headers:(e.headers??[]).map(t=>({name:t,value:""})),inFlight:String(e.max_in_flight??""),rate:String(e.rate_per_second??""),filter:e.filter?te(e,"filter"):""}}function Jt(e){return{name:e.name,url:e.url.trim(),event_types:e.types,message_format:e.format,signing:e.signing,...Ur(e),headers:e.headers.length>0?Br(e.headers):void 0,max_in_flight:Ge(e.inFlight),rate_per_second:Ge(e.rate),filter:Se(e.filter)}}function Wr(e,t){return{...xe(e,t,"name","name",e.name),...xe(e,t,"url","url",e.url.trim()),...xe(e,t,"types","event_types",e.types),...xe(e,t,"format","message_format",e.format),...xe(e,t,"signing","signing",e.signing),...Ur(e),...e.replaceHeaders?{headers:Br(e.headers)}:{},...xe(e,t,"inFlight","max_in_flight",Ge(e.inFlight)??0),...xe(e,t,"rate","rate_per_second",Ge(e.rate)??0),...xe(e,t,"filter","filter",Se(e.filter)??null)}}function xe(e,t,n,o,r){return JSON.stringify(e[n])===JSON.stringify(t[n])?{}:{[o]:r}}function Ur({secretChoice:e,secret:t}){return e==="generate"?{generate_secret:!0}:e==="own"?{secret_token:t}:{}}function Yt({headers:e,replaceHeaders:t}){if(!t)return"";let n=e.map(({name:o})=>o.trim()).filter(Boolean);return n.find((o,r)=>n.indexOf(o)!==r)??""}function Br(e){let t=e.filter(({name:n,value:o})=>n.trim()||o);return Object.fromEntries(t.map(({name:n,value:o})=>[n.trim(),o]))}function Ge(e){if(e.trim()==="")return;let t=Number(e);return Number.isFinite(t)?t:e}function Se(e){return e.trim()===""?void 0:Le(e)}function Zt({secret:e,onClose:t}){let[n,o]=m(!1),r=St("Leave? The secret will not be shown again.",!0);function s(){r(),t()}return a`<${q} title="The secret, shown this once" onClose=${()=>n?s():o(!0)}>
    <p>Give it to the receiver, which verifies with it what the relay signs. Nobody can read it again, not here either.</p>
    <p class="secret"><${de} text=${e} what="the secret" /></p>
    <p role="status" class="todo">${n?"It will not be shown again. Close once more if you have it.":""}</p>
    <div class="actions"><button type="button" class="primary" onClick=${s}>I have stored it</button></div>
  <//>`}function qr({webhook:e,path:t,reload:n,onClose:o}){let[r,s]=m(""),[i,l]=m("24"),[u,f]=m(""),c=W(_=>M("POST",`${t}/rotate-secret`,ki(r,i),_));async function $(_){_.preventDefault();let b=await c.run();if(b){if(b.secret_token)return f(b.secret_token);V("The secret is replaced."),p()}}function p(){o(),n()}if(u)return a`<${Zt} secret=${u} onClose=${p} />`;let{failure:d}=c;return a`<${q} title=${e.has_secret?"Rotate the secret":"Give it a secret"} onClose=${o}>
    <form onSubmit=${$}>
      <p>For a while both secrets sign every delivery, so that the receiver can change over without a gap.</p>
      <${Z} label="New secret" hint="Leave it empty to have one made, which is shown once."
        value=${r} error=${d?.about("secret_token")} input=${{type:"password"}} onInput=${s} />
      <${Z} label="Hours that the old secret signs too" hint="0 to 168"
        value=${i} error=${d?.about("grace_period_hours")} input=${{inputmode:"decimal"}} onInput=${l} />
      <${x} failure=${d} />
      <div class="actions">
        <button type="submit" class="primary" disabled=${c.busy}>Rotate</button>
        <button type="button" onClick=${o}>Cancel</button>
      </div>
    </form>
  <//>`}function ki(e,t){return{secret_token:e||void 0,grace_period_hours:Ge(t)}}function Kr({webhook:e,path:t,reload:n}){let[o,r]=m(""),s=()=>r("");return a`<div class="actions">
      ${e.enabled&&a`<button type="button" onClick=${()=>r("disable")}>Disable …</button>`}
      <button type="button" onClick=${()=>r("rotate")}>Rotate the secret …</button>
      <button type="button" class="danger" onClick=${()=>r("delete")}>Delete …</button>
    </div>
    ${o==="disable"&&a`<${xi} webhook=${e} path=${t} reload=${n} onClose=${s} />`}
    ${o==="rotate"&&a`<${qr} webhook=${e} path=${t} reload=${n} onClose=${s} />`}
    ${o==="delete"&&a`<${Si} webhook=${e} path=${t} onClose=${s} />`}`}function xi({webhook:e,path:t,reload:n,onClose:o}){let r=W(l=>M("POST",`${t}/disable`,void 0,l)),s=e.status?.waiting;async function i(){await r.run()&&(V("The webhook is disabled."),n(),o())}return a`<${q} title="Disable the webhook?" onClose=${o}>
    <p>
      Nothing is delivered to it any more, and new events are not kept for it.
      ${s?a` <strong>What waits (${s}) is given up;</strong> it can be recovered after the webhook is enabled.`:""}
    </p>
    <${x} failure=${r.failure} />
    <div class="actions">
      <button type="button" class="danger" disabled=${r.busy} onClick=${i}>Disable</button>
      <button type="button" onClick=${o}>Cancel</button>
    </div>
  <//>`}function Si({webhook:e,path:t,onClose:n}){let[o,r]=m(""),s=W(f=>M("DELETE",t,void 0,f)),i=X(e.name).trim(),l=[i,e.name.trim()].includes(o.trim());async function u(f){f.preventDefault(),l&&await s.run()&&(V("The webhook is deleted."),Ne(v("")))}return a`<${q} title="Delete the webhook?" onClose=${n}>
    <form onSubmit=${u}>
      <p>Its settings and its secret are gone for good, and what waits for it is given up.</p>
      <${Z} label=${a`Type its name to confirm: <${y}>${i}<//>`} value=${o} onInput=${r} />
      <${x} failure=${s.failure} />
      <div class="actions">
        <button type="submit" class="danger" disabled=${!l||s.busy}>Delete</button>
        <button type="button" onClick=${n}>Cancel</button>
      </div>
    </form>
  <//>`}function Vr({webhook:e,path:t,reload:n}){let{headers:o=[],filter:r}=e;return a`<details class="card settings">
      <summary><h2>Settings</h2> <span class="muted">${Ti(e)}</span></summary>
      <dl class="facts">
        <${k} name="URL, without its query"><code><${y}>${e.url}<//></code><//>
        <${k} name="Id"><${de} text=${e.webhook_id} what="the webhook's id" /><//>
        <${k} name="Message format">${dt[e.message_format]?.label??e.message_format}<//>
        <${k} name="Secret"><${Oi} webhook=${e} /><//>
        ${e.public_key&&a`<${k} name="Public key (ed25519)"><${de} text=${e.public_key} what="the public key" /><//>`}
        <${k} name="Attempts at once">${e.max_in_flight??"no limit of its own"}<//>
        <${k} name="Attempts a second">${e.rate_per_second??"no limit of its own"}<//>
        <${k} name="Made"><${w} at=${e.created_at} /><//>
        <${k} name="Headers">${o.length===0?"none":o.map(s=>a`<code key=${s} class="tag">${s}</code> `)}<//>
      </dl>
      <div>
        <h3>Event types <span class="muted">${e.event_types.length}</span></h3>
        <p class="tags">${e.event_types.map(s=>a`<${Ci} key=${s} name=${s} />`)}</p>
      </div>
      ${r&&a`<div><h3>Filter</h3><${Y} text=${te(e,"filter")} what="the filter" /></div>`}
      <${Kr} webhook=${e} path=${t} reload=${n} />
    </details>`}function Ti(e){let t=e.event_types.length;return[`${t} event ${t===1?"type":"types"}`,dt[e.message_format]?.label??e.message_format,e.has_secret?"signed":"not signed",e.filter?"with a filter":""].filter(Boolean).join(", ")}function Ci({name:e}){return e.includes("*")?a`<code class="tag">${e}</code> `:a`<a href=${v(C("event-types",e))} class="tag">${e}</a> `}function Oi({webhook:e}){if(e.secrets_unreadable)return"cannot be read: the relay lacks the key that encrypted it";if(!e.has_secret)return"none: deliveries are not signed";let t=e.previous_secret_until;return a`kept, and never shown${t&&a`; the one before signs too until <${w} at=${t} />`}`}function Gr({webhook:e}){let{status:t}=e;if(!t)return null;let{tone:n,label:o}=Sn(t);return a`<section class=${`card situation ${n}`} aria-label="How it is doing">
    <div role="status"><${K} tone=${n}>${o}<//></div>
    <div>${Ei[t.state](t,e)}</div>
    <dl class="facts">
      <${k} name="Waiting">${ot(t)}<//>
      ${t.oldest_waiting_at&&a`<${k} name="Oldest waiting"><${w} at=${t.oldest_waiting_at} show="ago" /><//>`}
      ${t.last_failure_at&&a`<${k} name="Last failure"><${w} at=${t.last_failure_at} show="ago" /><//>`}
      <${k} name="Last success"><${w} at=${t.last_success_at} show="ago" /><//>
    </dl>
  </section>`}var Ei={healthy:e=>e.waiting?a`<p>Deliveries arrive. ${jr(e)} ${Xt(e,"The next attempt is due")}</p>`:a`<p>Deliveries arrive, and nothing waits.</p>`,retrying:e=>a`<p>
      Deliveries have failed lately, and are attempted again. ${jr(e)} ${Xt(e,"The next attempt is due")}
    </p>
    <${qn} status=${e} />`,failing:e=>a`<p>
      Nothing has arrived since <${w} at=${e.failing_since} />. The relay keeps the deliveries and
      tries the receiver with one at a time. ${Xt(e,"The next try is due")}
    </p>
    <${qn} status=${e} />
    <p class="muted">Once one arrives, the others follow by themselves.</p>`,paused:e=>a`<p>
      The receiver asked for a pause until <${w} at=${e.paused_until} />.
      ${" "}The relay keeps the deliveries. ${Xt(e,"The next attempt is due")}
    </p>
    <${qn} status=${e} />`,disabled:(e,t)=>a`<p>
      Nothing is delivered, and events are not kept for it. ${t.disabled_at&&a`Disabled <${w} at=${t.disabled_at} />`}${t.disabled_reason&&a`: <${y}>${Di(t.disabled_reason)}<//>`}.
    </p>
    <p class="todo">${Fi(t)}</p>`};function qn({status:e}){if(!e.last_error)return null;let{text:t,todo:n}=Et(e.last_error);return a`<p><strong>Latest error:</strong> ${e.last_error_text??t}.</p>
    ${n&&a`<p class="todo">${n}</p>`}`}function jr(e){return e.waiting?e.waiting===1?"1 delivery waits.":`${ot(e)} deliveries wait.`:""}function Xt(e,t){return e.next_attempt_at&&a`${t} <${w} at=${e.next_attempt_at} show="ago" />.`}function Di(e){return e==="answered 410 Gone"?"the receiver answered 410 Gone":e}function Fi({disabled_reason:e=""}){return`${e.includes("410")?"If the receiver has moved, change the URL first. ":""}Enable it to deliver again; then recover what was given up meanwhile.`}function zr({parameters:e}){let t=e.webhook??"",n=`/api/${C("webhooks",t)}`,o=L(c=>I(n,{},c),[n]),r=o.data,[s,i]=m(0),l=ve(()=>i(c=>c+1),[]),u=Rt(l,[1500]),f=a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${v("")}>Overview</a></nav>`;return o.failure?.status===404?a`${f}<${Ir} id=${t} name=${r?.name??t} path=${n} />`:a`${f}
    <${H} title=${r?r.name:"Webhook"} of=${r?Ft(r.url):t}>
      ${r&&a`<${Or} webhook=${r} path=${n} onSent=${u} reload=${o.reload} />`}
    <//>
    ${r?a`<${x} failure=${o.failure} retry=${o.reload} />
        <${Ri} webhook=${r} path=${n} changes=${s} again=${l} reload=${o.reload} />`:a`<${R} of=${o} what="the webhook" />`}`}function Ri({webhook:e,path:t,changes:n,again:o,reload:r}){let[s]=O(),i=Gt(t,s,n),{status:l,gone:u}=i.loaded.data??{},[f,c]=m(void 0),[$,p]=m(0),d=f?.of===e?Li(e,f.status):e.status;function _(){o(),r()}return E(()=>{l&&(c({of:e,status:l}),l.state==="disabled"===e.enabled&&r())},[l]),E(()=>{u&&r()},[u]),a`<p class="url"><${y}>${e.url}<//></p>
    <${Gr} webhook=${{...e,status:d}} />
    <${Vr} webhook=${e} path=${t} reload=${r} />
    <${Mr} path=${t} onEnd=${_} />
    <${Fr} path=${t} changes=${n+$} />
    <${Qt}
      known=${i}
      webhookId=${e.webhook_id}
      types=${e.event_types}
      onShown=${()=>p(b=>b+1)}
      reload=${o}
    >
      <${Ar} webhook=${e} path=${t} />
    <//>`}function Li(e,t){let n=t.last_success_at??e.status?.last_success_at;return n?{...t,last_success_at:n}:t}function en(e,t){let[n,o]=m(""),{wanted:r,others:s}=Vt(e,t),i=r.length>0?r:s,l=i.find(u=>u.name===n)??i[0];return{offered:i,type:l,choose:o}}var Ni=`{
  "advancedFilters": [
    {"operatorType": "StringIn", "key": "data.state", "values": ["failed", "stopped"]}
  ]
}`;function Qr({value:e,onInput:t,error:n,path:o,types:r,chosen:s}){return a`<${En}
      label="Filter"
      hint="Event Grid's filters as JSON: an event is sent only if all conditions match. Empty: every event of these types."
      error=${ft(e,Se)||n}
      placeholder=${Ni}
      value=${e}
      onInput=${t}
    />
    ${o&&a`<${Ii} path=${o} filter=${e} types=${r} chosen=${s} />`}`}function ft(e,t){try{return t(e),""}catch(n){return`This is not JSON: ${n instanceof Error?n.message:n}`}}function Ii({path:e,filter:t,types:n,chosen:o}){let{offered:r,type:s,choose:i}=en(o,n),[l,u]=m(void 0),f=ce(()=>(s&&te(n,n.indexOf(s),"example"))??"{}",[n,s]),c=l??f,$=ft(c,Le),p=[t,c,s?.name],d=W(T=>{let h={event_type:s?.name,event:Le(c)};return M("POST",`${e}/filter/try`,{filter:Se(t)??null,...h},T)},p),[_,b]=m(void 0);E(()=>b(void 0),p);function g(T){i(T),u(void 0)}return a`<details>
    <summary>Try it with an event</summary>
    <div class="columns">
      <${Ke} label="Event type" value=${s?.name} onChange=${g}>
        ${r.map(({name:T})=>a`<option key=${T} value=${T}>${T}</option>`)}
      <//>
    </div>
    <${En} label="Its payload" error=${$} value=${c} onInput=${u} />
    <button type="button" disabled=${d.busy||!s||!!($||ft(t,Se))}
      onClick=${async()=>b(await d.run())}>${d.busy?"Trying …":"Try the filter"}</button>
    <${x} failure=${d.failure} />
    <div role="status">${_&&a`<${Mi} result=${_} />`}</div>
  </details>`}function Mi({result:e}){let{filter_matched:t,conditions:n}=e;return a`<p><${K} tone=${t?"good":"off"}>${t?"It would be sent":"It would be left out"}<//>
      ${!e.event_type_matched&&a` <span class="muted">The webhook as it is stored does not want this type.</span>`}</p>
    <ul class="conditions">
      ${n.map(o=>a`<li key=${o.place}>
          <${K} tone=${o.matched?"good":"bad"}>${o.matched?"matches":"does not match"}<//>
          <code><${y}>${`${o.operator} ${o.key}`}<//></code> <span class="muted"><${y}>${o.text}<//></span>
        </li>`)}
    </ul>`}function Jr({draft:e,stored:t,change:n,error:o}){let r=j(),{headers:s,replaceHeaders:i}=e,l=Yt(e),u=l?`${l}: is given twice`:o;return a`<fieldset aria-describedby=${u?`${r}-error`:void 0}>
    <legend>Headers</legend>
    ${u&&a`<p class="error" id=${`${r}-error`}>${u}</p>`}
    ${t.length>0&&a`<p>It has ${t.map(f=>a`<code key=${f} class="tag">${f}</code> `)}</p>
      <${ae} checked=${i} onChange=${f=>n({replaceHeaders:f})}>
        Replace all of them: their values have to be given again
      <//>`}
    ${(i||t.length===0)&&a`<${Ai} headers=${s} twice=${l} onChange=${f=>n({headers:f,replaceHeaders:!0})} />`}
  </fieldset>`}function Ai({headers:e,twice:t,onChange:n}){function o(r,s){n(e.map((i,l)=>l===r?{...i,...s}:i))}return a`${e.map((r,s)=>a`<div class="header-row" key=${s}>
        <input aria-label=${`Name of header ${s+1}`} placeholder="Name" autocomplete="off" spellcheck=${!1} value=${r.name}
          aria-invalid=${t!==""&&r.name.trim()===t}
          onInput=${z(i=>o(s,{name:i}))} />
        <input aria-label=${`Value of header ${s+1}`} placeholder="Value" autocomplete="off" spellcheck=${!1} value=${r.value}
          onInput=${z(i=>o(s,{value:i}))} />
        <button type="button" class="quiet" aria-label=${`Remove header ${s+1}`} onClick=${()=>n(e.filter((i,l)=>l!==s))}>✕</button>
      </div>`)}
    <button type="button" onClick=${()=>n([...e,{name:"",value:""}])}>Add a header</button>`}function Yr({draft:e,webhook:t,change:n,error:o,signingError:r}){return a`<${at}
      legend="Secret"
      value=${e.secretChoice}
      choices=${Hi(t)}
      error=${e.secretChoice==="own"?"":o}
      onChange=${s=>n({secretChoice:s})}
    />
    ${e.secretChoice==="own"&&a`<${Z}
        label="Your secret"
        value=${e.secret}
        error=${o}
        input=${{type:"password"}}
        onInput=${s=>n({secret:s})}
      />`}
    <${at}
      legend="Signature"
      value=${e.signing}
      choices=${Pi}
      error=${r}
      onChange=${s=>n({signing:s})}
    />`}var Pi=[{value:"symmetric",label:"HMAC-SHA256 (v1)",hint:"The receiver verifies with the secret."},{value:"asymmetric",label:"ed25519 (v1a) beside it",hint:"The receiver verifies with a public key, so it needs no secret."}];function Hi(e){let t=e?.has_secret?" It replaces the present one at once; to let both sign for a while, rotate it instead.":"";return[e?{value:"keep",label:e.has_secret?"Keep the present one":"None, as now"}:{value:"none",label:"None",hint:"Deliveries are not signed."},{value:"generate",label:"Make one",hint:`It is shown once, after saving.${t}`},{value:"own",label:"My own",hint:t}]}function Zr({body:e,types:t,chosen:n,note:o,ready:r,noted:s}){let{offered:i,type:l,choose:u}=en(n,jt(t)),[f,c]=m(void 0),$=W(s(p=>{c(void 0);let d=e();return M("POST","/api/webhooks/test",{...d,event_type:l?.name},p)}));return a`<section class="card" aria-labelledby="trial-title">
    <h2 id="trial-title">Try it <span class="muted">one POST with the example of a type; nothing is stored</span></h2>
    ${o&&a`<p class="muted">${o}</p>`}
    <div class="columns">
      <${Ke} label="Example of" value=${l?.name} onChange=${u}>
        ${i.map(({name:p})=>a`<option key=${p} value=${p}>${p}</option>`)}
      <//>
    </div>
    <button type="button" disabled=${$.busy||!r} onClick=${async()=>c(await $.run())}>${$.busy?"Trying …":"Try it"}</button>
    <${x} failure=${$.failure} />
    <div role="status" class="trial-result">${f&&a`<${Wi} tried=${f} />`}</div>
  </section>`}function Wi({tried:{attempt:e,request:t}}){let{text:n,todo:o}=pe(e),r=Me(e.status);return a`<p class="spaced">
      <${K} tone=${r?"good":"bad"}>${r?"It works":"It failed"}<//>
      <strong>${e.error_text??n}</strong>
      <span class="muted">in ${ne(e.duration_ms)}</span>
    </p>
    ${o&&a`<p class="todo">${o}</p>`}
    ${e.answer&&a`<p class="muted">Start of the answer</p><${Y} text=${e.answer} what="the answer" />`}
    <details>
      <summary>What was sent</summary>
      <${On} sent=${t} file="request.txt" />
    </details>`}function Xr({types:e,chosen:t,onChange:n,error:o}){let[r,s]=m(""),i=j(),l=e.data??[],u=Lt(l,r);function f(c,$){let p=t.filter(d=>!c.includes(d));n($?[...p,...c]:p)}return a`<fieldset aria-describedby=${o?`${i}-error`:void 0}>
    <legend>Event types</legend>
    ${o&&a`<p class="error" id=${`${i}-error`}>${o}</p>`}
    <${Ui} chosen=${t} onRemove=${c=>f([c],!1)} />
    <div class="columns">
      <div class="field">
        <label for=${`${i}-search`}>Search</label>
        <input id=${`${i}-search`} type="search" autocomplete="off" value=${r}
          aria-invalid=${!!o}
          onKeyDown=${c=>c.key==="Enter"&&c.preventDefault()}
          onInput=${z(s)} />
      </div>
      <${Bi} known=${Vi(l)} onAdd=${c=>f([c],!0)} />
    </div>
    <div class="types-list" tabindex="0" role="group" aria-label="Event types to choose from">
      <${R} of=${e} what="the event types" />
      ${e.data&&u.length===0&&a`<p class="muted">No event type fits this search.</p>`}
      ${[...Nt(u,Ki)].map(([c,$])=>a`<${qi} key=${c} name=${c} members=${$} chosen=${t} set=${f} />`)}
    </div>
  </fieldset>`}function Ui({chosen:e,onRemove:t}){return e.length===0?a`<p class="muted" role="status">None chosen yet.</p>`:a`<p class="hidden" role="status">${e.length} chosen</p>
    <ul class="tags chosen" aria-label="Chosen event types">
      ${e.map(n=>a`<li key=${n} class="tag"><code>${n}</code>
          <button type="button" class="quiet" aria-label=${`Remove ${n}`} onClick=${()=>t(n)}>✕</button>
        </li>`)}
    </ul>`}function Bi({known:e,onAdd:t}){let[n,o]=m(""),r=j();function s(){n.trim()&&t(n.trim()),o("")}return a`<div class="field">
    <label for=${r}>Pattern</label>
    <div class="with-button">
      <input id=${r} autocomplete="off" spellcheck=${!1} placeholder="order.* or *" list=${`${r}-known`} value=${n}
        onKeyDown=${i=>{i.key==="Enter"&&(i.preventDefault(),s())}}
        onInput=${z(o)} />
      <datalist id=${`${r}-known`}>${e.map(i=>a`<option key=${i} value=${i} />`)}</datalist>
      <button type="button" disabled=${!n.trim()} onClick=${s}>Add</button>
    </div>
  </div>`}function qi({name:e,members:t,chosen:n,set:o}){let r=t.map(l=>l.name),s=r.every(l=>n.includes(l)),i=j();return a`<div class="types-group" role="group" aria-labelledby=${i}>
    <div class="section-head">
      <h3 id=${i}><${y}>${e}<//></h3>
      <button type="button" class="quiet" aria-label=${`${s?"None":"All"} of ${X(e)}`} onClick=${()=>o(r,!s)}>${s?"None":"All"}</button>
    </div>
    ${t.map(l=>a`<${ae} key=${l.name} title=${X(l.description)} checked=${n.includes(l.name)}
        onChange=${u=>o([l.name],u)}>${l.name}<//>`)}
  </div>`}function Ki(e){return e.family==="onefuzz"?e.name.split("_")[0]??e.name:rt(e)}function Vi(e){let t=e.flatMap(({name:n})=>{let o=n.split(".").slice(0,-1);return o.map((r,s)=>`${o.slice(0,s+1).join(".")}.*`)});return["*",...new Set(t)]}function ts({webhook:e,path:t,save:n,onSaved:o,cancelTo:r}){let[s]=m(()=>e?Hr(e):Pr),[i,l]=m(s),[u,f]=Gi(),c=ke(),$=W(f(h=>n(i,s,h))),p=A(null),d=JSON.stringify(i)!==JSON.stringify(s),_=St("Leave the form? What you have changed is lost.",d),b=!ft(i.filter,Se)&&!Yt(i);E(()=>{u&&es(p.current)},[u]);let g=h=>l(S=>({...S,...h}));async function T(h){if(h.preventDefault(),!b)return es(p.current);let S=await $.run();S&&(_(),o(S))}return a`<form ref=${p} onSubmit=${T} novalidate>
    ${$.failure===u&&a`<${x} failure=${u} />`}
    <div class="form-columns"><div>
    <section class="card" aria-labelledby="where-title">
      <h2 id="where-title">Where to</h2>
      <${Z} label="Name" value=${i.name} error=${oe(u,"name")} onInput=${h=>g({name:h})} />
      <${Z} label="URL" value=${i.url} error=${oe(u,"url")} input=${{type:"url"}}
        hint=${e?"Shown without its query. Left as it is, it stays whole; changed, it replaces all of it.":"The relay posts every event to it."}
        onInput=${h=>g({url:h})} />
    </section>
    <section class="card" aria-label="What it gets">
      <${Xr} types=${c} chosen=${i.types} error=${oe(u,"event_types")} onChange=${h=>g({types:h})} />
      <${Qr} value=${i.filter} error=${oe(u,"filter")} path=${t} types=${c.data??[]} chosen=${i.types}
        onInput=${h=>g({filter:h})} />
    </section>
    <section class="card" aria-label="How it is sent">
      <${at} legend="Message format" value=${i.format} error=${oe(u,"message_format")}
        choices=${Object.entries(dt).map(([h,S])=>({value:h,...S}))}
        onChange=${h=>g({format:h})} />
      <${Yr} draft=${i} webhook=${e} change=${g} error=${oe(u,"secret_token")} signingError=${oe(u,"signing")} />
      <${Jr} draft=${i} stored=${e?.headers??[]} change=${g} error=${oe(u,"headers")} />
    </section>
    <section class="card" aria-label="Limits">
      <div class="columns">
        <${Z} label="Attempts at once" hint="Per instance, up to 1,000; empty: no limit of its own" value=${i.inFlight} error=${oe(u,"max_in_flight")}
          input=${{inputmode:"numeric"}} onInput=${h=>g({inFlight:h})} />
        <${Z} label="Attempts a second" hint="Per instance, up to 10,000; empty: no limit of its own" value=${i.rate} error=${oe(u,"rate_per_second")}
          input=${{inputmode:"decimal"}} onInput=${h=>g({rate:h})} />
      </div>
    </section>
    </div>
    <${Zr} body=${()=>ji(i)} ready=${b} types=${c.data??[]} chosen=${i.types} noted=${f}
      note=${e?"With what the form shows: without the query of a URL, secrets and header values that are stored already.":""} />
    </div>
    <div class="form-end actions">
      <button type="submit" class="primary" disabled=${$.busy}>${$.busy?"Saving …":e?"Save":"Make the webhook"}</button>
      <a class="button" href=${r}>Cancel</a>
    </div>
  </form>`}function ji(e){let{headers:t,replaceHeaders:n,secretChoice:o}=e;return Jt({...e,headers:n?t:[],secretChoice:o==="keep"?"none":o})}function Gi(){let[e,t]=m(void 0);return[e,o=>async r=>{t(void 0);try{return await o(r)}catch(s){let i=Re(s);throw t(i),i}}]}function es(e){let t=e?.querySelector('[aria-invalid="true"]');t instanceof HTMLElement&&t.focus()}function ns(){return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${v("")}>Overview</a></nav>
    <${H} title="New webhook" />
    <${rs}
      done="The webhook is made."
      cancelTo=${v("")}
      save=${(e,t,n)=>M("POST","/api/webhooks",Jt(e),n)}
    />`}function os({parameters:e}){let t=e.webhook??"",n=`/api/${C("webhooks",t)}`,o=L(i=>I(n,{},i),[n]),r=o.data,s=v(C("webhooks",t));return a`<nav class="crumbs" aria-label="Breadcrumb">
      <a href=${v("")}>Overview</a>
      <a href=${s}><${y}>${r?.name??t}<//></a>
    </nav>
    <${H} title="Edit the webhook" of=${r?.name??t} />
    ${r?a`<${rs}
          webhook=${r}
          path=${n}
          done="The webhook is changed."
          cancelTo=${s}
          save=${(i,l,u)=>M("PATCH",n,Wr(i,l),u)}
        />`:a`<${R} of=${o} what="the webhook" />`}`}function rs({done:e,...t}){let[n,o]=m(void 0);function r(s){V(e),Ne(v(C("webhooks",s.webhook_id)))}return n?.secret_token?a`<p>${e}</p><${Zt} secret=${n.secret_token} onClose=${()=>r(n)} />`:a`<${ts} ...${t} onSaved=${s=>s.secret_token?o(s):r(s)} />`}var ss=[{pattern:"",view:_r,part:""},{pattern:"failures",view:ir,part:"failures"},{pattern:"events",view:sr,part:"events"},{pattern:"events/:event",view:ar,part:"events"},{pattern:"new-webhook",view:ns,part:""},{pattern:"webhooks/:webhook/edit",view:os,part:""},{pattern:"webhooks/:webhook",view:zr,part:""},{pattern:"webhooks/:webhook/deliveries/:event",view:Qo,part:""},{pattern:"event-types",view:tr,part:"event-types"},{pattern:"event-types/:name",view:nr,part:"event-types"}],tn=[{path:"",label:"Overview",key:"o"},{path:"failures",label:"Failures",key:"f"},{path:"events",label:"Events",key:"e"},{path:"event-types",label:"Event types",key:"t"}];function as(){return F(Xe)?a`<button
    type="button"
    class="quiet"
    onClick=${()=>{Oo(),V("The key is forgotten.")}}
  >Forget the key</button>`:a`<button type="button" class="quiet" onClick=${xt}>Enter a key</button>`}function is(){let{wanted:e,refused:t}=F(Ze);return e?a`<${zi} refused=${t} />`:null}function zi({refused:e}){let[t,n]=m(""),[o,r]=m(!1);function s(i){i.preventDefault(),t.trim()&&Co(t,o)}return a`<${q} title="Key" onClose=${yn}>
    <form onSubmit=${s}>
      <p>
        The relay asks for a function key. A host key opens everything that this page does.
        It is sent as a header, and kept in memory only, unless you tick the box.
      </p>
      <${Z} label="Key" value=${t} error=${e?"The relay refuses the key that was given.":""}
        input=${{type:"password",autofocus:!0}} onInput=${n} />
      <${ae} checked=${o} onChange=${r}>Keep it until this tab is closed<//>
      <div class="actions">
        <button type="submit" class="primary" disabled=${!t.trim()}>Use this key</button>
        <button type="button" onClick=${yn}>Go on without</button>
      </div>
    </form>
  <//>`}var ls="relay-shortcuts",Vn="g",cs=[{keys:"/",does:"move to the search field",act:Qi},...tn.map(({path:e,label:t,key:n})=>({keys:`${Vn} ${n}`,does:t.toLowerCase(),act:()=>Ne(v(e))})),{keys:"u",does:"times in UTC or in your zone",act:()=>fe.set(!fe.value)},{keys:"?",does:"this help",act:Gn}],jn=new B(!1);function Gn(){jn.set(!0)}function Qi(){let e=document.querySelector("[data-search]");e instanceof HTMLInputElement&&(e.focus(),e.select())}function us(){let e=F(jn),t=F(zn);return e?a`<${q} title="Keyboard" onClose=${()=>jn.set(!1)}>
    <dl class="keys">
      ${cs.map(({keys:n,does:o})=>a`<div key=${n}>
          <dt>${n.split(" ").map(r=>a`<kbd key=${r}>${r}</kbd> `)}</dt><dd>${o}</dd>
        </div>`)}
    </dl>
    <p class="muted">Everything can be reached with Tab; Enter opens, Escape closes.</p>
    <${ae} checked=${t} onChange=${Ji}>Keys of one letter work outside of fields<//>
  <//>`:null}var zn=new B(We("localStorage",ls)!=="off");function Ji(e){zn.set(e),ge("localStorage",ls,e?"on":"off")}var Kn=!1;document.addEventListener("keydown",e=>{if(!Yi(e))return;let t=Kn?[`${Vn} ${e.key}`,e.key]:[e.key];Kn=e.key===Vn&&!Kn;let n=cs.find(({keys:o})=>t.includes(o));n&&(e.preventDefault(),n.act())});function Yi(e){return e.ctrlKey||e.metaKey||e.altKey||!zn.value?!1:!Zi(e.target)&&!document.querySelector("dialog[open]")}function Zi(e){return e instanceof Element&&e.matches("input, textarea, select, [contenteditable]")}var Qn=6e4,Xi=3*Qn,el={tone:"off",text:"State unknown",detail:"The relay has not told its state for minutes."};function ds({part:e,children:t}){return ol(),a`
    <a class="skip" href="#main" onClick=${tl}>Skip to the content</a>
    <${sl} />
    <header class="top">
      <a class="brand" href=${v("")}><${nl} /> <span>Webhook Relay</span></a>
      <nav aria-label="Views">
        ${tn.map(n=>a`<a key=${n.path} href=${v(n.path)} aria-current=${n.path===e?"page":void 0}>${n.label}</a>`)}
      </nav>
      <div class="top-end"><${rl} /></div>
    </header>
    <main id="main" tabindex="-1">${t}</main>
    <footer>
      <${Bo} />
      <${as} />
      <button type="button" class="quiet" onClick=${Gn}>Keyboard help</button>
    </footer>
    <${is} />
    <${us} />
    <${Po} />
  `}function tl(e){e.preventDefault(),document.getElementById("main")?.focus()}function nl(){return a`<svg class="mark" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
    <rect width="32" height="32" rx="8" />
    <path d="M7 16h6m0 0 7-7h5M13 16h12m-12 0 7 7h5" />
    <circle cx="7" cy="16" r="2.6" />
  </svg>`}function ol(){E(()=>{let e=new AbortController,t=!1;async function n(){let r=Ht.value,s=r&&Date.now()-r.at<Qn;t||document.hidden||s||Q.value.path===""||(t=!0,await Wt(e.signal).catch(()=>{}),t=!1)}n();let o=setInterval(n,Qn/4);return()=>{e.abort(),clearInterval(o)}},[])}function rl(){let e=F(Ht),t=F(nt);if(!e)return null;let{tone:n,text:o,detail:r}=t-e.at>Xi?el:Ut(e.health);return a`<a class="relay" href=${v("")} title=${r}><${K} tone=${n}>${o}<//></a>`}function sl(){let e=F(Ue),[t,n]=m(0),o=e.length>0?Math.min(...e.map(({began:r})=>r)):0;return E(()=>{if(n(0),!o)return;let r=setInterval(()=>n(performance.now()-o),250);return()=>clearInterval(r)},[o]),a`<div class=${`progress ${t>300?"busy":""}`}></div>
    <p class="slow" role="status">
      ${t>4e3?`The relay has not answered for ${Math.floor(t/1e3)} seconds …`:""}
    </p>`}function al(e){for(let t of ss){let n=No(t.pattern,e);if(n)return{route:t,parameters:n}}return null}function il(){let{path:e}=F(Q),t=al(e);return a`<${ds} part=${t?.route.part}>
    <${ll} key=${e}>
      ${t?a`<${t.route.view} parameters=${t.parameters} />`:a`<${cl} />`}
    <//>
  <//>`}function ll({children:e}){let[t]=xo(n=>reportError(n));return t?a`<${H} title="This view failed" />
      <div class="trouble" role="alert"><p>${String(t)}</p><p>Load the page again. If it stays so, please report it.</p></div>`:e}function cl(){return a`<${H} title="No such page" />
    <${G} title="This address leads nowhere."><p><a href=${v("")}>To the overview</a></p><//>`}var Jn=document.getElementById("app");Jn&&(Jn.textContent="",wo(a`<${il} />`,Jn));
